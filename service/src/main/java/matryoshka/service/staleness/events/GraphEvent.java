package matryoshka.service.staleness.events;

/**
 * A published version as an event.
 *
 * @param data one line of JSON: the version; who published it, when and why; and what it did to tokens
 */
public record GraphEvent(long version, String data) {}
