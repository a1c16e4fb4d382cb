package matryoshka.service.graph.publish;

import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.http.VersionTag;
import org.jspecify.annotations.Nullable;

/**
 * How to publish a graph.
 *
 * @param publisher the client that publishes
 * @param message why, for the history; or null
 * @param conditions what the publisher makes it depend on; tags of the graph name versions by their bare numbers
 * @param dryRun whether only to say what would happen
 */
public record PublishRequest(
        AdminCaller publisher, @Nullable String message, Preconditions conditions, boolean dryRun) {

    /**
     * Whether a version may be replaced.
     *
     * @param isThere whether it has what is to be changed
     */
    boolean allows(long version, boolean isThere) {
        return conditions.allow(new VersionTag(version, ""), isThere);
    }
}
