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
 * @param conditions the preconditions of the change; tags of the graph are bare version numbers
 * @param dryRun whether only to report what would happen
 */
public record PublishRequest(
        AdminCaller publisher, @Nullable String message, Preconditions conditions, boolean dryRun) {

    /** Returns the same request with other preconditions. */
    PublishRequest with(Preconditions others) {
        return new PublishRequest(publisher, message, others, dryRun);
    }

    /**
     * Returns whether a version may be replaced.
     *
     * @param isThere whether it has the element to change
     */
    boolean allows(long version, boolean isThere) {
        return conditions.allow(new VersionTag(version, ""), isThere);
    }
}
