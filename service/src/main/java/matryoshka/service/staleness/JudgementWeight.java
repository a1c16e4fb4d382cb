package matryoshka.service.staleness;

import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.platform.caches.Weight;

/** Measures how many bytes an evaluation, with everything it references, keeps in memory. */
final class JudgementWeight {
    private static final int OBJECT = 64;
    private static final int REFERENCE = 16;

    private JudgementWeight() {}

    static long of(Footprint footprint) {
        return OBJECT + (long) Integer.BYTES * footprint.size();
    }

    /** All fresh nodes share one object. */
    static long of(EvaluateTokens.Judgement judgement) {
        long bytes = OBJECT + of(judgement.footprint());
        for (Staleness standing : judgement.standings()) {
            bytes += REFERENCE + (standing.stale() ? Weight.of(standing) : 0);
        }
        return bytes;
    }
}
