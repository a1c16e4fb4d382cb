package matryoshka.resource;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The proofs used recently, so that none is used twice. Bounded, and never forgets one that could still be replayed: when it is full, it
 * takes no more until time has passed. Thread-safe.
 */
final class UsedProofs {
    /** What became of a proof. */
    enum Use {
        FIRST,
        AGAIN,
        FULL
    }

    /** 128 bits of a digest: collisions are out of reach, and so are long ids. */
    private record Id(long high, long low) {}

    private final int max;
    private final long periodSeconds;
    private final Clock clock;
    private long period;
    private Set<Id> previous = new HashSet<>();
    private Set<Id> current = new HashSet<>();

    /**
     * @param max how many proofs are remembered at most
     * @param lifetime for how long a proof can be replayed
     */
    UsedProofs(int max, Duration lifetime, Clock clock) {
        this.max = max;
        this.periodSeconds = lifetime.toSeconds();
        this.clock = clock;
        this.period = now();
    }

    synchronized Use add(byte[] proof) {
        forgetOld();
        ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(proof));
        Id id = new Id(digest.getLong(), digest.getLong());
        if (previous.contains(id) || current.contains(id)) {
            return Use.AGAIN;
        }
        if (previous.size() + current.size() >= max) {
            return Use.FULL;
        }
        current.add(id);
        return Use.FIRST;
    }

    /** Keeps the proofs of this period and of the one before. */
    private void forgetOld() {
        long now = now();
        if (now > period) {
            previous = now == period + 1 ? current : new HashSet<>();
            current = new HashSet<>();
            period = now;
        }
    }

    private long now() {
        return Math.floorDiv(clock.instant().getEpochSecond(), periodSeconds);
    }
}
