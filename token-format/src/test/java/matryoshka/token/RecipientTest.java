package matryoshka.token;

import static matryoshka.token.Fixtures.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
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
                    .build(),
            x25519("x1"));

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
        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(jwe.getHeader().getCompressionAlgorithm().getName()).isEqualTo("DEF");
        assertThat(jwe.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        VerifiedToken token = Fixtures.verified(SigningAlgorithm.ES256, decrypted(embedded, key));
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
            String compact = new String(token, StandardCharsets.US_ASCII);
            assertThat(JWEObject.parse(compact).getHeader().getCompressionAlgorithm())
                    .isNull();
            assertThat(decrypted(compact, key)).isEqualTo("x".repeat(length));
            assertThat(TokenDecrypter.of(key).decrypt(compact)).contains("x".repeat(length));
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
        Map<String, String> edwards =
                members(Fixtures.key(SigningAlgorithm.EdDSA).publicJwk());
        edwards.put("use", "enc");
        assertRefused(edwards, "must be X25519");
        assertRefused(members(new OctetSequenceKeyGenerator(256).generate()), "private");
        assertRefused(Map.of(), "not a valid JWK");
        assertRefused(Map.of("kty", "EC", "crv", "P-256"), "not a valid JWK");
        assertRefused(Map.of("kty", "EC", "crv", "P-999", "x", "AA", "y", "AA"), "not a valid JWK");
    }

    @Test
    void x25519_keys_of_small_order_or_the_wrong_length_are_refused() {
        byte[] one = new byte[32];
        one[0] = 1;
        for (byte[] x : List.of(new byte[32], one, new byte[31], new byte[33])) {
            assertRefused(
                    Map.of(
                            "kty",
                            "OKP",
                            "crv",
                            "X25519",
                            "x",
                            Base64URL.encode(x).toString()),
                    "small order");
        }
    }

    @Test
    void a_holder_decrypts_only_what_is_encrypted_to_its_key() {
        for (JWK key : KEYS) {
            String token = encrypted(key);
            for (JWK other : KEYS) {
                assertThat(TokenDecrypter.of(other).decrypt(token).isPresent())
                        .as("%s with %s", key.getKeyID(), other.getKeyID())
                        .isEqualTo(other.equals(key));
            }
            assertThat(TokenDecrypter.of(x25519("x1")).decrypt(token)).isEmpty();
        }
    }

    @Test
    void what_is_not_encrypted_as_the_issuer_does_is_not_decrypted() throws JOSEException {
        TokenDecrypter decrypter = TokenDecrypter.of(KEYS.get(0));
        JWEObject other =
                new JWEObject(new JWEHeader(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A128GCM), new Payload("x"));
        other.encrypt(new ECDHEncrypter((ECKey) KEYS.get(0)));
        for (String text : List.of("", "a.b.c", "....", other.serialize(), encrypted(KEYS.get(0)) + "A")) {
            assertThat(decrypter.decrypt(text)).isEmpty();
        }
    }

    @Test
    void an_altered_ciphertext_is_not_decrypted() {
        JWK key = KEYS.get(4);
        String token = encrypted(key);
        TokenDecrypter decrypter = TokenDecrypter.of(key);
        for (int i = 0; i < token.length() - 1; i++) {
            // The last character of a part can have bits that mean nothing.
            if (token.charAt(i) != '.' && token.charAt(i + 1) != '.') {
                char other = token.charAt(i) == 'A' ? 'B' : 'A';
                assertThat(decrypter.decrypt(token.substring(0, i) + other + token.substring(i + 1)))
                        .as("character %d", i)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_decryption_key_is_private_and_never_shown() {
        for (JWK key : KEYS) {
            assertThatThrownBy(() -> TokenDecrypter.of(key.toPublicJWK())).hasMessageContaining("must be private");
            assertThat(TokenDecrypter.of(key)).hasToString("decryption key " + key.getKeyID());
        }
        assertThatThrownBy(() -> TokenDecrypter.of(new OctetSequenceKeyGenerator(256).generate()))
                .hasMessageContaining("RSA, X25519, or EC")
                .hasNoCause();
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

    private static OctetKeyPair x25519(String kid) {
        KeyPair pair = X25519.generate(Fixtures.RANDOM);
        byte[] encoded = pair.getPrivate().getEncoded();
        return new OctetKeyPair.Builder(X25519.jwk((XECPublicKey) pair.getPublic()))
                .d(Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .keyID(kid)
                .build();
    }

    private static String encrypted(JWK key) {
        return new String(
                new TokenEncrypter(Fixtures.RANDOM)
                        .encrypt("x".getBytes(StandardCharsets.US_ASCII), Recipient.parse(members(key.toPublicJWK()))),
                StandardCharsets.US_ASCII);
    }

    /** Decrypts with a library that is not the issuer's. */
    private static String decrypted(String compact, JWK key) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setCompactSerialization(compact);
            jwe.setKey(((PublicJsonWebKey) JsonWebKey.Factory.newJwk(key.toJSONString())).getPrivateKey());
            return jwe.getPayload();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> members(JWK key) {
        Map<String, String> members = new HashMap<>();
        key.toJSONObject().forEach((name, value) -> members.put(name, value.toString()));
        return members;
    }
}
