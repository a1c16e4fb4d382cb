package matryoshka.service.tokens.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import matryoshka.service.keys.KeyRing;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import org.junit.jupiter.api.Test;

/** What a handle says, and who can read it. */
class HandleTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey OLD = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
    private static final SigningKey NEW = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
    private static final KeyRing BEFORE = new KeyRing(OLD, List.of());
    private static final KeyRing ROTATED = new KeyRing(NEW, List.of(OLD.publicJwk()));
    private static final KeyRing WITHOUT = new KeyRing(NEW, List.of());
    private static final HandleCipher CIPHER = new HandleCipher(derive("secret"), RANDOM);

    private static Function<String, byte[]> derive(String secret) {
        return purpose -> {
            try {
                return MessageDigest.getInstance("SHA-256").digest((secret + purpose).getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private static HandleContent content(int claimLength) {
        Instant now = Instant.ofEpochSecond(1_795_651_200);
        return new HandleContent(
                "kV3cO4QcYyWmVQ0pT1aXuw",
                "0ZcOCORZNYyDWpqq30jZyA",
                "7d6Hk2v0QqCw3mJt",
                "acme:user-1",
                "web-shop",
                List.of("web-shop"),
                new IdentityClaims(new BigDecimal("1795651100.25"), "2", List.of("pwd", "otp")),
                now,
                now.plusSeconds(300),
                new Cnf("jkt", "0ZcOCORZNYyDWpqq30jZyA0ZcOCORZNYyDWpqq30jZyA"),
                new TreeMap<>(Map.of("t", "x".repeat(claimLength))),
                new TreeMap<>(Map.of("id", "7")));
    }

    @Test
    void it_says_everything_that_was_granted() {
        HandleContent content = content(4);
        String handle = CIPHER.seal(BEFORE, content.bytes()).orElseThrow();

        assertThat(CIPHER.open(BEFORE, handle).map(HandleContent::read)).contains(content);
        assertThat(handle).startsWith("mtkp_").hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void it_is_never_longer_than_512_bytes() {
        int fits = 0;
        while (CIPHER.seal(BEFORE, content(fits).bytes()).isPresent()) {
            fits++;
        }
        assertThat(fits).isBetween(1, 340);
        assertThat(CIPHER.seal(BEFORE, content(fits - 1).bytes()).orElseThrow().length())
                .isBetween(509, 512);
        assertThat(CIPHER.seal(BEFORE, content(5_000).bytes())).isEmpty();
    }

    @Test
    void no_two_handles_are_alike() {
        assertThat(CIPHER.seal(BEFORE, content(1).bytes()))
                .isNotEqualTo(CIPHER.seal(BEFORE, content(1).bytes()));
    }

    @Test
    void its_key_follows_the_signing_key_that_was_active() {
        byte[] content = content(1).bytes();
        String handle = CIPHER.seal(BEFORE, content).orElseThrow();

        assertThat(CIPHER.open(ROTATED, handle)).isPresent();
        assertThat(CIPHER.open(ROTATED, CIPHER.seal(ROTATED, content).orElseThrow()))
                .isPresent();
        assertThat(CIPHER.open(WITHOUT, handle)).isEmpty();
    }

    @Test
    void another_issuer_cannot_open_it() {
        String handle = CIPHER.seal(BEFORE, content(1).bytes()).orElseThrow();

        assertThat(new HandleCipher(derive("other"), RANDOM).open(BEFORE, handle))
                .isEmpty();
    }

    @Test
    void any_change_of_any_byte_makes_it_unreadable() {
        String handle = CIPHER.seal(BEFORE, content(1).bytes()).orElseThrow();
        for (int index = 0; index < handle.length(); index++) {
            for (char other : new char[] {'A', 'B', '_', '=', '.', ' ', '\u00e9'}) {
                String altered = handle.substring(0, index) + other + handle.substring(index + 1);
                Optional<byte[]> opened = CIPHER.open(BEFORE, altered);
                assertThat(opened.isPresent()).isEqualTo(altered.equals(handle));
            }
            assertThat(CIPHER.open(BEFORE, handle.substring(0, index))).isEmpty();
        }
        assertThat(CIPHER.open(BEFORE, handle + "A")).isEmpty();
        assertThat(CIPHER.open(BEFORE, handle + "=")).isEmpty();
    }

    @Test
    void its_string_form_does_not_show_claims() {
        assertThat(content(30).toString()).doesNotContain("xxx");
    }
}
