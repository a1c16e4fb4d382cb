package matryoshka.service.staleness;

import java.time.Instant;
import java.util.Optional;

/** Since when tokens are stale. */
@FunctionalInterface
public interface StaleSince {
    /** When the version of the graph was published that made the tokens of a node stale; empty when it is too new to be recorded. */
    Optional<Instant> since(String planNodeId);
}
