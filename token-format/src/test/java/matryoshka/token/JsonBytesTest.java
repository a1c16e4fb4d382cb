package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private final Random random = new Random(20261122);

    @Test
    void a_value_is_written_without_white_space() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\"b\\c\n/é€😀");
        value.put("yes", true);
        value.put("long", Long.MIN_VALUE);
        value.put("decimal", new BigDecimal("1.10"));
        value.put("list", List.of("a", List.of(), Map.of()));

        assertThat(written(value))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\u000a/é€😀\",\"yes\":true,\"long\":-9223372036854775808,"
                        + "\"decimal\":1.10,\"list\":[\"a\",[],{}]}");
    }

    @Test
    void whatever_is_written_another_parser_reads_back() throws ParseException {
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> value = object(3);

            assertThat(JSONObjectUtils.parse(written(value))).isEqualTo(value);
        }
    }

    @Test
    void every_character_survives() throws ParseException {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 251) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
        }

        assertThat(JSONObjectUtils.parse(written(Map.of("all", all.toString()))))
                .containsEntry("all", all.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud83d", "\ud83dx", "\ude00\ud83d"})
    void an_unpaired_surrogate_is_refused(String text) {
        assertThatThrownBy(() -> written(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_claim_value_is_refused() {
        assertThatThrownBy(() -> written(new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> written(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String written(Object value) {
        return new String(new JsonBytes().value(value).toByteArray(), StandardCharsets.UTF_8);
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.put(text(), value(depth - 1));
        }
        return members;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> text();
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> object(depth);
            default -> list(depth);
        };
    }

    private List<Object> list(int depth) {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth - 1));
        }
        return elements;
    }

    private String text() {
        return random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                .map(point -> random.nextBoolean() ? point % 0x80 : point)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
