package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Map;
import java.util.Set;
import matryoshka.service.testing.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJwsTest {
    private static final String PAYLOAD = "{\"a\":1}";

    @Test
    void a_compact_jws_of_an_algorithm_from_the_list_is_read() {
        String jws = ClientKey.es256().signed(Map.of("alg", "ES256"), Map.of("a", 1));

        assertThat(StrictJws.parse(jws, Set.of(JWSAlgorithm.ES256))).isPresent();
        assertThat(StrictJws.parse(jws, Set.of(JWSAlgorithm.RS256))).isEmpty();
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

        assertThat(StrictJws.parse(jws, Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256)))
                .isEmpty();
    }

    @Test
    void what_is_encrypted_is_refused_by_its_form() {
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
    void what_is_too_long_is_not_looked_at() {
        String header = "{\"alg\":\"ES256\"}";

        assertThat(read(ClientKey.joined(header, "{\"a\":\"" + "x".repeat(2_900) + "\"}", "s")))
                .isTrue();
        assertThat(read(ClientKey.joined(header, "{\"a\":\"" + "x".repeat(3_100) + "\"}", "s")))
                .isFalse();
    }

    private static boolean read(String text) {
        return StrictJws.parse(text, Set.of(JWSAlgorithm.ES256)).isPresent();
    }
}
