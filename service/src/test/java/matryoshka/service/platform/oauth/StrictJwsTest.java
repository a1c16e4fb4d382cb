package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.Map;
import matryoshka.service.testing.ClientKey;
import matryoshka.token.JwsPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJwsTest {
    private static final String PAYLOAD = "{\"a\":1}";

    @Test
    void a_compact_jws_of_a_supported_algorithm_is_read() {
        assertThat(read(ClientKey.joined("{\"alg\":\"ES256\"}", PAYLOAD, "signature")))
                .isTrue();
        assertThat(read(ClientKey.joined("{\"alg\":\"ES512\"}", PAYLOAD, "signature")))
                .isFalse();
    }

    @Test
    void only_the_key_that_signed_it_verifies_it() throws ParseException {
        ClientKey signer = ClientKey.es256();
        StrictJws jws = StrictJws.parse(signer.signed(Map.of("alg", "ES256"), Map.of("a", 1)))
                .orElseThrow();

        assertThat(jws.isSignedBy(key(signer))).isTrue();
        assertThat(jws.isSignedBy(key(ClientKey.es256()))).isFalse();
    }

    private static JwsPublicKey key(ClientKey key) throws ParseException {
        return JwsPublicKey.of(JWK.parse(key.publicJwk().toString())).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"es256\"}",
                "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2147483647}",
                "{\"alg\":\"ES256\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"ES256\",\"crit\":[]}",
                "{\"alg\":\"ES256\",\"b64\":false}",
                "{\"alg\":7}",
                "null",
                "{}",
                "[]",
                ""
            })
    void another_header_is_refused(String header) {
        String jws = ClientKey.joined(header, PAYLOAD, "signature");

        assertThat(read(jws)).isFalse();
    }

    @Test
    void an_encrypted_jwt_is_refused_by_its_form() {
        String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}";

        assertThat(read(ClientKey.joined(header, "key", "iv", "text", "tag"))).isFalse();
    }

    @Test
    void there_is_one_spelling() {
        String good = ClientKey.joined("{\"alg\":\"ES256\"}", "{\"a\":11}", "signature");
        assertThat(read(good)).isTrue();
        assertThat(read(good.replace("MX0", "MX1"))).as("bits left over").isFalse();
        assertThat(read(good + "=")).isFalse();
        assertThat(read(good + "\n")).isFalse();
        assertThat(read(" " + good)).isFalse();
        assertThat(read(good + ".")).isFalse();
        assertThat(read(good.substring(0, good.lastIndexOf('.') + 1))).isFalse();
    }

    @Test
    void a_too_long_jws_is_refused() {
        String header = "{\"alg\":\"ES256\"}";

        assertThat(read(ClientKey.joined(header, "{\"a\":\"" + "x".repeat(2_900) + "\"}", "s")))
                .isTrue();
        assertThat(read(ClientKey.joined(header, "{\"a\":\"" + "x".repeat(3_100) + "\"}", "s")))
                .isFalse();
    }

    private static boolean read(String text) {
        return StrictJws.parse(text).isPresent();
    }
}
