package matryoshka.service.graph.publish;

import java.util.Optional;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * How a graph is to be published.
 *
 * @param publisher the client that publishes
 * @param message why, for the history; or null
 * @param replaces the versions that the publisher wants to replace; empty for whichever is current
 * @param dryRun whether only to say what would happen
 */
public record PublishRequest(
        AdminCaller publisher, @Nullable String message, Optional<IfMatch> replaces, boolean dryRun) {

    boolean replaces(long version) {
        return replaces.isEmpty() || replaces.get().matches(version);
    }
}
