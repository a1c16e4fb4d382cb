package matryoshka.service.start;

import java.util.function.Supplier;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.keys.SigningKeys;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.replication.FollowKeys;
import matryoshka.service.start.settings.TokenSettings;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;

/** Wires the signing keys. */
final class KeysArea {
    private final Platform platform;
    private final KeyEncryption encryption;
    private final SigningKeys stored;
    private final KeyRing ring;
    private final SignStatements signStatements;

    /** Creates a signing key if there is none. */
    KeysArea(Platform platform) {
        this.platform = platform;
        this.encryption = StartKeys.encryption(platform.configuration(), platform.isEmbedded(), platform.random());
        TokenSettings tokens = platform.configuration().tokens();
        this.stored = new JdbiSigningKeys(platform.jdbi(), encryption, platform.random(), platform.audit());
        this.ring = stored.ready(tokens.algorithm(), platform.clock().instant(), tokens.longestLife());
        this.signStatements = new SignStatements(platform.provider());
    }

    /** Registers the endpoint. */
    void join(Supplier<KeyRing> current) {
        platform.register(new JwksResource(current));
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

    /** Returns what loads signing keys that were added, retired or removed. */
    FollowKeys follow(Snapshots snapshots) {
        TokenSettings tokens = platform.configuration().tokens();
        return new FollowKeys(
                () -> stored.current(tokens.algorithm(), platform.clock().instant(), tokens.longestLife()),
                this::sealer,
                snapshots);
    }

    SignStatements signStatements() {
        return signStatements;
    }

    /** Derives a separate key for one purpose. */
    byte[] derive(String purpose) {
        return encryption.derive(purpose);
    }
}
