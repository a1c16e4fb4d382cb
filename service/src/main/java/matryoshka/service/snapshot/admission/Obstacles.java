package matryoshka.service.snapshot.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.service.platform.time.ClockWatch;

/**
 * Conditions that temporarily keep this instance from giving reliable answers: a wrong clock, or a database that it has not heard from for
 * too long. Each is described in one sentence; empty if there is none.
 */
public final class Obstacles {
    private final ClockWatch clocks;
    private final Heard graph;
    private final Heard revocations;

    /**
     * How old this instance's knowledge may be.
     *
     * @param age since the database last confirmed it
     * @param max the greatest acceptable age
     */
    public record Heard(Supplier<Duration> age, Duration max) {
        boolean isTooOld() {
            return age.get().compareTo(max) > 0;
        }
    }

    public Obstacles(ClockWatch clocks, Heard graph, Heard revocations) {
        this.clocks = clocks;
        this.graph = graph;
        this.revocations = revocations;
    }

    /** Obstacles to issuing tokens and to evaluating their staleness, both of which need the current graph. */
    public Optional<String> toMinting() {
        return toRevoking()
                .or(() -> told(
                        graph.isTooOld(),
                        "This instance has not been able to confirm its graph version for too long."));
    }

    /** Obstacles to confirming that a token is active, which also needs recent revocations. */
    public Optional<String> toJudging() {
        return toMinting()
                .or(() -> told(revocations.isTooOld(), "This instance has not received revocations for too long."));
    }

    /** Obstacles to revoking, which depends on time alone: the database stores the revocation or refuses. */
    public Optional<String> toRevoking() {
        return told(clocks.isTooFar(), "The clocks of this instance and of its database are too far apart.");
    }

    private static Optional<String> told(boolean so, String sentence) {
        return so ? Optional.of(sentence) : Optional.empty();
    }
}
