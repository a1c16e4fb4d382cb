package matryoshka.service.planning.minting;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import matryoshka.service.clients.Client;
import matryoshka.token.ChainId;
import matryoshka.token.ChainValues;

/** Makes the ids of chains and of their tokens. Thread-safe. */
public final class ChainIds {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int TXN_BYTES = 12;
    /** The length of a {@code txn}, in characters. */
    static final int TXN_LENGTH = TXN_BYTES * 4 / 3;

    private static final int SUFFIX_BYTES = 6;
    private static final int SUFFIX_LENGTH = SUFFIX_BYTES * 4 / 3;

    private final SecureRandom random;

    public ChainIds(SecureRandom random) {
        this.random = random;
    }

    /** Returns the {@code jti} of a token with which a client begins a chain. */
    public String chainId(Client client, Instant now) {
        return chainId(client.registration(), now);
    }

    private String chainId(int registration, Instant now) {
        byte[] bytes = new byte[ChainId.RANDOM_BYTES];
        random.nextBytes(bytes);
        return ChainId.of(now, registration, bytes);
    }

    /** Returns 96 random bits in base64url: a unique {@code txn}. */
    public String randomId() {
        return random(TXN_BYTES);
    }

    /** Returns 48 random bits in base64url: the suffix of a {@code jti}, unique among the tokens exchanged for the same token. */
    public String randomSuffix() {
        return random(SUFFIX_BYTES);
    }

    /** Returns the same values with another {@code jti}, derived from the same token, if from any. */
    ChainValues renewed(ChainValues chain) {
        String jti = chain.rootJti();
        return chain.named(
                jti.indexOf(ChainId.EXCHANGED) < 0
                        ? chainId(ChainId.registration(jti).orElse(0), chain.now())
                        : jti.substring(0, jti.length() - SUFFIX_LENGTH) + randomSuffix());
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }
}
