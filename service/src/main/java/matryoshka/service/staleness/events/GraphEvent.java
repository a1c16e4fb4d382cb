package matryoshka.service.staleness.events;

import matryoshka.service.platform.http.VersionTag;

/**
 * A published version as an event.
 *
 * @param mark distinguishes the version from another one with the same number
 * @param data one line of JSON: the version; who published it, when and why; and what it did to tokens
 */
public record GraphEvent(long version, String mark, String data) {

    /** Returns the event's id in the stream. */
    String id() {
        return new VersionTag(version, mark).opaque();
    }
}
