package matryoshka.service.start.replication;

import java.util.function.Function;
import java.util.function.Supplier;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.TokenSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the signing keys up to date with the database: a key that was removed there no longer signs or verifies anything here. */
public final class FollowKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FollowKeys.class);

    private final Supplier<KeyRing> stored;
    private final Function<KeyRing, TokenSealer> sealer;
    private final Snapshots snapshots;

    /**
     * @param stored reads the keys
     * @param sealer makes a sealer that signs with their active one
     */
    public FollowKeys(Supplier<KeyRing> stored, Function<KeyRing, TokenSealer> sealer, Snapshots snapshots) {
        this.stored = stored;
        this.sealer = sealer;
        this.snapshots = snapshots;
    }

    /** Loads the keys, if they have changed. One thread at a time, so that no older keys replace newer ones. */
    public synchronized void follow() {
        try {
            KeyRing keys = stored.get();
            if (!keys.isLike(snapshots.current().keys())) {
                snapshots.keys(keys, sealer.apply(keys));
                LOG.info(
                        "Switched to changed signing keys; {} signs.",
                        keys.active().kid());
            }
        } catch (KeySetupException unusable) {
            // Following everything else continues.
            LOG.error("Cannot use the changed signing keys: {}", unusable.getMessage());
        }
    }
}
