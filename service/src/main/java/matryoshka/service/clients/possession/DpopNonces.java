package matryoshka.service.clients.possession;

import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces required in DPoP proofs (RFC 9449 §8), so that no proof can be made in advance. They are not stored: each is the MAC of a time
 * span, the same on all instances that have the key.
 */
public final class DpopNonces {
    /** A nonce is valid in its own span and the next one: for 2.5 to 5 minutes. */
    static final Duration SPAN = Duration.ofSeconds(150);

    private static final int BYTES = 16;

    private final SecretKeySpec key;
    private final Clock clock;

    public DpopNonces(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** Returns the nonce for the next proof. */
    String fresh() {
        return of(span());
    }

    /** Returns the accepted nonces, including the next span's: an instance whose clock is ahead may have issued it. */
    Set<Nonce> accepted() {
        long span = span();
        return Set.of(new Nonce(of(span - 1)), new Nonce(of(span)), new Nonce(of(span + 1)));
    }

    private long span() {
        return clock.instant().getEpochSecond() / SPAN.toSeconds();
    }

    private String of(long span) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] code =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(span).array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
        }
    }
}
