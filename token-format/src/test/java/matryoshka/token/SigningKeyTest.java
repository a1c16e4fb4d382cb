package matryoshka.token;

import static matryoshka.token.Fixtures.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
    @ParameterizedTest
    @EnumSource
    void a_key_is_restored_from_its_encodings(SigningAlgorithm algorithm) {
        SigningKey key = Fixtures.key(algorithm);

        SigningKey restored = SigningKey.restore(algorithm, key.encodedPrivate(), key.encodedPublic());

        assertThat(restored.publicJwk()).isEqualTo(key.publicJwk());
        assertThat(restored.encodedPrivate()).isEqualTo(key.encodedPrivate());
    }

    @ParameterizedTest
    @EnumSource
    void the_published_key_is_public_and_says_what_it_is_for(SigningAlgorithm algorithm)
            throws JOSEException, ParseException {
        SigningKey key = Fixtures.key(algorithm);
        JWK jwk = key.publicJwk();

        assertThat(jwk.isPrivate()).isFalse();
        assertThat(jwk.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(jwk.getAlgorithm().getName()).isEqualTo(algorithm.joseName());
        assertThat(jwk.computeThumbprint().toString()).startsWith(key.kid());
        assertThat(key.kid()).hasSize(8);
        assertThat(VerificationKey.of(JWK.parse(jwk.toJSONString()))).contains(VerificationKey.of(key));
    }

    @ParameterizedTest
    @EnumSource
    void the_text_of_a_key_shows_its_id_and_algorithm_only(SigningAlgorithm algorithm) {
        SigningKey key = Fixtures.key(algorithm);

        assertThat(key.toString()).isEqualTo(key.kid() + " (" + algorithm + ")");
        assertThat(new TokenSigner(key, Fixtures.PROVIDER).toString()).isEqualTo("signer with key " + key);
    }

    @Test
    void halves_of_two_keys_are_refused() {
        SigningKey one = Fixtures.key(SigningAlgorithm.ES256);
        SigningKey other = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);

        assertThatThrownBy(
                        () -> SigningKey.restore(SigningAlgorithm.ES256, one.encodedPrivate(), other.encodedPublic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
    }

    @ParameterizedTest
    @EnumSource
    void bytes_that_are_no_key_are_refused_without_quoting_them(SigningAlgorithm algorithm) {
        SigningKey key = Fixtures.key(algorithm);
        byte[] broken = key.encodedPrivate();
        broken[0] ^= 1;

        assertThatThrownBy(() -> SigningKey.restore(algorithm, broken, key.encodedPublic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a private key for " + algorithm)
                .hasNoCause();
    }

    @Test
    void a_key_of_another_curve_is_refused() {
        byte[] p384 = Base64.getDecoder()
                .decode(
                        "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEqofKIr6LBTeOscce8yCtdG4dO2KLp5uYWfdB4IJUKjhVAvJdv1UpbDpUXjhydgq3"
                                + "NhfeSpYmLG9dnpi/kpLcKfj0Hb0omhR86doxE7XwuMAKYLHOHX6BnXpDHXyQ6g5f");

        assertThatThrownBy(() -> SigningAlgorithm.ES256.publicKey(p384)).isInstanceOf(IllegalArgumentException.class);
    }
}
