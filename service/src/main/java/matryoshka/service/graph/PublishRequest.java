package matryoshka.service.graph;

import matryoshka.service.http.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * How a graph is to be published.
 *
 * @param publishedBy the client that publishes
 * @param message why, for the history; or null
 * @param replaces the versions that the publisher wants to replace
 * @param dryRun whether only to say what would happen
 */
public record PublishRequest(String publishedBy, @Nullable String message, IfMatch replaces, boolean dryRun) {}
