package matryoshka.service.start;

import java.util.function.Supplier;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.JwksResource;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.start.settings.TokenSettings;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;

/** Wires the signing keys. */
final class KeysArea {
    private final Platform platform;
    private final KeyEncryption encryption;
    private final KeyRing ring;
    private final SignStatements signStatements;

    /** Makes a signing key if there is none. */
    KeysArea(Platform platform) {
        this.platform = platform;
        this.encryption = StartKeys.encryption(platform.configuration(), platform.isEmbedded(), platform.random());
        TokenSettings tokens = platform.configuration().tokens();
        this.ring = new JdbiSigningKeys(platform.jdbi(), encryption, platform.random())
                .ready(
                        tokens.algorithm(),
                        platform.clock().instant(),
                        tokens.maxLifetime().plus(tokens.maxExtension()));
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
        return new TokenSealer(
                new TokenSigner(ring.active(), platform.provider()), new TokenEncrypter(platform.random()));
    }

    SignStatements signStatements() {
        return signStatements;
    }

    /** A key of its own for one purpose. */
    byte[] derive(String purpose) {
        return encryption.derive(purpose);
    }
}
