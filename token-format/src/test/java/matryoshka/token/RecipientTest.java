package matryoshka.token;

import static matryoshka.token.Fixtures.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipientTest {
    private static final SigningKey RSA = Fixtures.key(SigningAlgorithm.RS256);
    private static final List<JWK> KEYS = List.of(
            ec(Curve.P_256, "orders-1"),
            ec(Curve.P_384, null),
            ec(Curve.P_521, "a \"quoted\" id"),
            new RSAKey.Builder((RSAPublicKey) RSA.publicKey())
                    .privateKey(RSA.privateKey())
                    .keyID("rsa")
                    .keyUse(KeyUse.ENCRYPTION)
                    .build());

    static List<JWK> keys() {
        return KEYS;
    }

    static List<Recipient> recipients() {
        return KEYS.stream()
                .map(key -> Recipient.parse(members(key.toPublicJWK())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_confidential_token_is_read_by_its_holder_only(JWK key) throws JOSEException, ParseException {
        Recipient recipient = Recipient.parse(members(key.toPublicJWK()));
        String outer = Fixtures.shop(recipient)
                .mint(VALUES, Fixtures.sealer(SigningAlgorithm.ES256))
                .outerToken();
        String embedded = Fixtures.embedded(Fixtures.verified(SigningAlgorithm.ES256, outer))
                .get(0)
                .token()
                .compact();

        JWEObject jwe = JWEObject.parse(embedded);
        jwe.decrypt(decrypter(key));

        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(jwe.getHeader().getCompressionAlgorithm().getName()).isEqualTo("DEF");
        assertThat(jwe.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        VerifiedToken token =
                Fixtures.verified(SigningAlgorithm.ES256, jwe.getPayload().toString());
        assertThat(token.jti()).isEqualTo("R00T.0");
        assertThat(Fixtures.embedded(token)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void what_is_encrypted_without_being_compressed_is_as_long_as_it_was_sized(JWK key)
            throws JOSEException, ParseException {
        Recipient recipient = Recipient.parse(members(key.toPublicJWK())).uncompressed();
        TokenEncrypter encrypter = new TokenEncrypter(Fixtures.RANDOM);
        for (int length : new int[] {1, 2, 3, 100}) {
            byte[] jws = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
            byte[] token = encrypter.encrypt(jws, recipient);

            assertThat(token).hasSize(Math.toIntExact(recipient.encryptedBytesAtMost(length)));
            JWEObject jwe = JWEObject.parse(new String(token, StandardCharsets.US_ASCII));
            jwe.decrypt(decrypter(key));
            assertThat(jwe.getHeader().getCompressionAlgorithm()).isNull();
            assertThat(jwe.getPayload().toBytes()).isEqualTo(jws);
        }
        assertThat(recipient)
                .isNotEqualTo(Recipient.parse(members(key.toPublicJWK())))
                .isEqualTo(Recipient.parse(members(key.toPublicJWK())).uncompressed());
    }

    @Test
    void a_private_key_is_refused_and_not_quoted() {
        for (JWK key : KEYS) {
            assertThatThrownBy(() -> Recipient.parse(members(key)))
                    .hasMessage("An encryption key must be public, but this one has private members.")
                    .hasNoCause();
        }
    }

    @Test
    void a_point_off_its_curve_is_refused() {
        Map<String, String> key = members(ec(Curve.P_256, null).toPublicJWK());
        key.put("y", Base64URL.encode(new byte[32]).toString());

        assertRefused(key, "must be on its curve");
    }

    @Test
    void unsupported_keys_are_refused_with_a_reason() throws JOSEException {
        Map<String, String> signing = members(KEYS.get(0).toPublicJWK());
        signing.put("use", "sig");
        Map<String, String> wrapping = members(KEYS.get(0).toPublicJWK());
        wrapping.put("alg", "ECDH-ES+A256KW");

        assertRefused(signing, "'use'");
        assertRefused(wrapping, "'alg' must be 'ECDH-ES'");
        assertRefused(members(Fixtures.key(SigningAlgorithm.EdDSA).publicJwk()), "'use'");
        assertRefused(
                Map.of("kty", "OKP", "crv", "X25519", "x", "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"), "'kty'");
        assertRefused(members(new OctetSequenceKeyGenerator(256).generate()), "private");
        assertRefused(Map.of(), "not a valid JWK");
        assertRefused(Map.of("kty", "EC", "crv", "P-256"), "not a valid JWK");
        assertRefused(Map.of("kty", "EC", "crv", "P-999", "x", "AA", "y", "AA"), "not a valid JWK");
    }

    @Test
    void weak_rsa_keys_are_refused() {
        String modulus = members(KEYS.get(3).toPublicJWK()).get("n");
        String small = Base64URL.encode(BigInteger.TWO.pow(1023).setBit(0)).toString();

        assertRefused(Map.of("kty", "RSA", "n", small, "e", "AQAB"), "2048");
        assertRefused(Map.of("kty", "RSA", "n", "!!", "e", "AQAB"), "2048");
        assertRefused(Map.of("kty", "RSA", "n", modulus, "e", "AQ"), "exponent");
        assertRefused(Map.of("kty", "RSA", "n", modulus, "e", ""), "");
    }

    private static void assertRefused(Map<String, String> jwk, String reason) {
        assertThatThrownBy(() -> Recipient.parse(jwk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasNoCause();
    }

    private static ECKey ec(Curve curve, @Nullable String kid) {
        try {
            return new ECKeyGenerator(curve).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWEDecrypter decrypter(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? new RSADecrypter(rsa) : new ECDHDecrypter((ECKey) key);
    }

    private static Map<String, String> members(JWK key) {
        Map<String, String> members = new HashMap<>();
        key.toJSONObject().forEach((name, value) -> members.put(name, value.toString()));
        return members;
    }
}
