package matryoshka.resource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Nonces for DPoP proofs (RFC 9449 §9): made from the time and a key, so that nothing is stored and instances with one key agree. */
final class ProofNonces {
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 16;

    /** A nonce is handed out for this long, and accepted for twice as long. */
    private static final Duration PERIOD = Duration.ofMinutes(2);

    private final SecretKeySpec key;
    private final Clock clock;

    /** @param key at least 16 secret bytes; the same at all instances of a service */
    ProofNonces(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, MAC);
        this.clock = clock;
    }

    String current() {
        return of(period());
    }

    boolean isCurrent(@Nullable String nonce) {
        return nonce != null && (isEqual(nonce, of(period())) || isEqual(nonce, of(period() - 1)));
    }

    private long period() {
        return Math.floorDiv(clock.instant().getEpochSecond(), PERIOD.toSeconds());
    }

    private String of(long period) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] tag =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(period).array());
            return Digests.base64url(Arrays.copyOf(tag, NONCE_BYTES));
        } catch (GeneralSecurityException required) {
            throw new IllegalStateException("Java without " + MAC, required);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
