package matryoshka.service.staleness;

import java.time.Instant;
import java.util.Optional;

/** Tells since when tokens are stale. */
@FunctionalInterface
public interface StaleSince {
    /**
     * Returns when the graph version that made the tokens of a node stale was published; empty if that version has not been recorded yet.
     */
    Optional<Instant> since(String planNodeId);
}
