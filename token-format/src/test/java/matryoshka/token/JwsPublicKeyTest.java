package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JwsPublicKeyTest {
    private static final SigningKey KEY = Fixtures.key(SigningAlgorithm.ES256);

    @ParameterizedTest
    @EnumSource
    void a_published_key_verifies_what_its_private_key_signed(SigningAlgorithm algorithm) {
        CompactJws jws = signed(algorithm);

        assertThat(key(Fixtures.key(algorithm).publicJwk()).hasSigned(jws, algorithm.verification()))
                .isTrue();
    }

    @Test
    void another_key_does_not() throws JOSEException {
        JWK other = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK();

        assertThat(key(other).hasSigned(signed(SigningAlgorithm.ES256), VerificationAlgorithm.ES256))
                .isFalse();
    }

    @Test
    void the_algorithm_of_a_jwk_is_the_only_one() {
        JwsPublicKey key = key(Fixtures.key(SigningAlgorithm.RS256).publicJwk());
        JwsPublicKey unrestricted = new JwsPublicKey(key.kid(), null, key.key());

        assertThat(key.isFor(VerificationAlgorithm.RS256)).isTrue();
        assertThat(key.isFor(VerificationAlgorithm.PS256)).isFalse();
        assertThat(key.hasSigned(signed(SigningAlgorithm.RS256), VerificationAlgorithm.PS256))
                .isFalse();
        assertThat(unrestricted.isFor(VerificationAlgorithm.PS256)).isTrue();
        assertThat(unrestricted.isFor(VerificationAlgorithm.ES256)).isFalse();
    }

    @Test
    void a_key_for_another_purpose_is_not_used() {
        ECKey plain = new ECKey.Builder(KEY.publicJwk().toECKey()).keyUse(null).build();

        assertThat(JwsPublicKey.of(plain)).isPresent();
        assertThat(JwsPublicKey.of(
                        new ECKey.Builder(plain).keyUse(KeyUse.ENCRYPTION).build()))
                .isEmpty();
        assertThat(JwsPublicKey.of(new ECKey.Builder(plain)
                        .keyOperations(Set.of(KeyOperation.SIGN))
                        .build()))
                .isEmpty();
        assertThat(JwsPublicKey.of(new ECKey.Builder(plain)
                        .keyOperations(Set.of(KeyOperation.SIGN, KeyOperation.VERIFY))
                        .build()))
                .isPresent();
        assertThat(JwsPublicKey.of(
                        new ECKey.Builder(plain).algorithm(JWSAlgorithm.ES512).build()))
                .isEmpty();
    }

    @Test
    void a_private_key_is_not_used() throws JOSEException {
        assertThat(JwsPublicKey.of(new ECKeyGenerator(Curve.P_256).generate())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTERED, 2047, false",
        "REGISTERED, 2048, true",
        "REGISTERED, 8192, true",
        "REGISTERED, 8193, false",
        "PRESENTED, 2047, false",
        "PRESENTED, 4096, true",
        "PRESENTED, 4097, false",
        "ENCRYPTION, 2048, true",
        "ENCRYPTION, 4097, false"
    })
    void rsa_keys_have_limits(RsaKeySizes sizes, int bits, boolean accepted) {
        assertThat(sizes.accept(bits)).isEqualTo(accepted);
    }

    private static JwsPublicKey key(JWK jwk) {
        return JwsPublicKey.of(jwk).orElseThrow();
    }

    private static CompactJws signed(SigningAlgorithm algorithm) {
        String token = Fixtures.shop()
                .mint(Fixtures.VALUES, Fixtures.sealer(algorithm))
                .outerToken();
        return CompactJws.parse(token).orElseThrow();
    }
}
