package matryoshka.service.snapshot.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.service.platform.time.ClockWatch;

/**
 * What keeps this instance, for the moment, from an answer that anybody should rely on: a clock that is wrong, or a database that it has
 * not heard from for too long. Each is told as one sentence; empty when there is none.
 */
public final class Obstacles {
    private final ClockWatch clocks;
    private final Heard graph;
    private final Heard revocations;

    /**
     * How old what is known may be.
     *
     * @param age since the database last confirmed it
     * @param max more is too old
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

    /** To making tokens, and to saying how tokens stand in the graph: it must be known what the graph gives. */
    public Optional<String> toMinting() {
        return toRevoking()
                .or(() -> told(graph.isTooOld(), "The graph known here has not been confirmed for too long."));
    }

    /** To saying that a token is good: it must be known, too, what was revoked, and that is to be known sooner. */
    public Optional<String> toJudging() {
        return toMinting()
                .or(() -> told(revocations.isTooOld(), "It has not been heard here for too long what was revoked."));
    }

    /** To revoking, which goes by time alone: the database keeps it or refuses. */
    public Optional<String> toRevoking() {
        return told(clocks.isTooFar(), "The clocks of this instance and of its database are too far apart.");
    }

    private static Optional<String> told(boolean so, String sentence) {
        return so ? Optional.of(sentence) : Optional.empty();
    }
}
