package matryoshka.service.revocation;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import matryoshka.service.background.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, now and then, revocations that concern no token that lives: here and in the database. */
public final class PurgeRevocations implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeRevocations.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** By how much clocks may differ: for some instance the token may still live. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final KeptRevocations kept;
    private final Revocations revocations;
    private final Clock clock;
    private final Rounds rounds = new Rounds("purge-revocations");

    public PurgeRevocations(KeptRevocations kept, Revocations revocations, Clock clock) {
        this.kept = kept;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public void start() {
        rounds.every(INTERVAL, this::purge);
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    /** What cannot be removed now is removed by the next call. */
    void purge() {
        revocations.forget(clock.instant().minus(SKEW));
        try {
            kept.purge(SKEW);
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Past revocations could not be removed: {}",
                    unavailable.getClass().getName());
        }
    }
}
