package matryoshka.service.start.replication;

import java.util.function.Function;
import java.util.function.Supplier;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.TokenSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the signing keys up to what the database holds: a key that was taken out there signs nothing any more here, and verifies nothing. */
public final class FollowKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FollowKeys.class);

    private final Supplier<KeyRing> stored;
    private final Function<KeyRing, TokenSealer> sealer;
    private final Snapshots snapshots;

    /**
     * Follows keys.
     *
     * @param stored reads them
     * @param sealer makes what signs with their active one
     */
    public FollowKeys(Supplier<KeyRing> stored, Function<KeyRing, TokenSealer> sealer, Snapshots snapshots) {
        this.stored = stored;
        this.sealer = sealer;
        this.snapshots = snapshots;
    }

    /** Takes them over, if they have changed. */
    public void follow() {
        try {
            KeyRing keys = stored.get();
            if (!keys.tag().equals(snapshots.current().keys().tag())) {
                snapshots.keys(keys, sealer.apply(keys));
                LOG.info("Took over the signing keys; {} signs.", keys.active().kid());
            }
        } catch (KeySetupException unusable) {
            // Whatever else there is to follow goes on.
            LOG.error("The signing keys are not taken over: {}", unusable.getMessage());
        }
    }
}
