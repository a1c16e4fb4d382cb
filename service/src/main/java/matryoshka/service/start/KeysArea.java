package matryoshka.service.start;

import java.time.Duration;
import java.util.function.Supplier;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.KeySchedule;
import matryoshka.service.keys.KeysResource;
import matryoshka.service.keys.RotateWhenDue;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.keys.SigningKeys;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.replication.FollowKeys;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;

/** Wires the signing keys. */
final class KeysArea {
    private final Platform platform;
    private final KeyEncryption encryption;
    private final KeySchedule schedule;
    private final SigningKeys stored;
    private final KeyRing ring;
    private final SignStatements signStatements;

    /** Creates signing keys if there are none. */
    KeysArea(Platform platform) {
        this.platform = platform;
        this.encryption = StartKeys.encryption(
                platform.configuration(), platform.isEmbedded(), platform.jdbi(), platform.random());
        IssuerConfiguration configuration = platform.configuration();
        this.schedule = configuration.keys().schedule(configuration.tokens());
        this.stored = new JdbiSigningKeys(platform.jdbi(), encryption, platform.random(), platform.audit(), schedule);
        this.ring = stored.start(platform.clock().instant());
        this.signStatements = new SignStatements(platform.provider());
    }

    /**
     * Registers the endpoints, and rotates the keys when it is time to.
     *
     * @param sinceConfirmed how long ago the database confirmed that this instance knows all changes
     * @return loads signing keys that were changed
     */
    FollowKeys join(Snapshots snapshots, Supplier<Duration> sinceConfirmed) {
        Supplier<KeyRing> current = () -> snapshots.current().keys();
        FollowKeys follow = new FollowKeys(
                platform.loaded(() -> stored.current(platform.clock().instant())), this::sealer, snapshots);
        platform.register(
                new JwksResource(current, platform.configuration().keys().jwksMaxAge(), sinceConfirmed));
        platform.register(new KeysResource(stored, schedule, follow::follow, platform.clock()));
        platform.manage(new RotateWhenDue(stored, current, schedule, platform.clock(), platform.workers()));
        return follow;
    }

    KeyRing ring() {
        return ring;
    }

    TokenSealer sealer() {
        return sealer(ring);
    }

    private TokenSealer sealer(KeyRing keys) {
        return new TokenSealer(
                new TokenSigner(keys.active(), platform.provider()), new TokenEncrypter(platform.random()));
    }

    SignStatements signStatements() {
        return signStatements;
    }

    /** Derives a separate key for one purpose. */
    byte[] derive(String purpose) {
        return encryption.derive(purpose);
    }
}
