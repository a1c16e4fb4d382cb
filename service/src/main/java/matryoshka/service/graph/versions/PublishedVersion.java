package matryoshka.service.graph.versions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the graph's history.
 *
 * @param publishedBy the client that published it
 * @param message why, in the client's words; or null
 */
public record PublishedVersion(
        long version,
        Instant publishedAt,
        String publishedBy,
        @Nullable String message) {}
