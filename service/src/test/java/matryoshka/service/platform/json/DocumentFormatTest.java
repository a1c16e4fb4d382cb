package matryoshka.service.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Stream;
import matryoshka.service.testing.HeapSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFormatTest {
    /** A parser that caches member names would cache those of strangers forever. */
    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void names_that_were_read_are_not_cached(DocumentFormat format) throws Exception {
        long before = HeapSize.of(format);
        for (int number = 0; number < 200; number++) {
            String name = number + "n".repeat(900);
            format.parse(("{\"" + name + "\": 1}").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(HeapSize.of(format) - before).isLessThan(16 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{",
                "{\"a\": 1,}",
                "{\"a\": 1, \"a\": 2}",
                "{} {}",
                "{} x",
                "{'a': 1}",
                "// no\n{}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "[1, 2",
                "nul",
                "\"\u0001\"",
            })
    void what_is_not_json_is_a_syntax_error(String body) {
        refuses(DocumentFormat.JSON, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "a: b: c",
                "a: [1",
                "{a: b, a: c}",
                "a: 1\na: 2",
                "a: 1\n---\nb: 2",
                "\ta: 1",
                "a: .inf",
                "a: .nan",
                "a: \"\\q\"",
                "? [a]\n: 1",
                "a: 'x",
                "%YAML 9\n",
                "a: 190:20:30.15",
            })
    void what_is_not_plain_yaml_is_a_syntax_error(String body) {
        refuses(DocumentFormat.YAML, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://localhost\"]]]]",
                "a: !!binary aGVsbG8=",
                "a: !!str x",
                "a: !local x",
                "! a",
                "!!map {a: b}",
                "!!seq [a]",
                "a: &anchor x",
                "&anchor a: x",
                "a: &anchor [x]\nb: *anchor",
                "a: &anchor {b: c}\n<<: *anchor",
                "*a : b",
            })
    void tags_and_anchors_are_refused(String body) {
        assertThatExceptionOfType(DocumentSyntaxException.class)
                .isThrownBy(() -> parse(DocumentFormat.YAML, body))
                .withMessageContaining("not allowed");
    }

    @Test
    void a_bomb_of_aliases_is_refused_before_it_grows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append(String.format(Locale.ROOT, "a%d: &a%d [*a%d, *a%d]%n", level, level, level - 1, level - 1));
        }
        refuses(DocumentFormat.YAML, bomb.toString());
    }

    static Stream<Arguments> excesses() {
        return Stream.of(
                arguments("[".repeat(51) + "]".repeat(51)),
                arguments("{\"a\":".repeat(51) + "1" + "}".repeat(51)),
                arguments("[".repeat(100_000)),
                arguments("\"" + "x".repeat(100_001) + "\""),
                arguments("{\"" + "x".repeat(100_001) + "\": 1}"),
                arguments("9".repeat(101)),
                arguments("1." + "9".repeat(101)));
    }

    @ParameterizedTest
    @MethodSource("excesses")
    void documents_over_the_limits_are_refused_in_both_formats(String body) {
        refuses(DocumentFormat.JSON, body);
        refuses(DocumentFormat.YAML, body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    JSON | 3 | 8
                    YAML | 3 | 8
                    """)
    void a_syntax_error_has_its_line(DocumentFormat format, int line, int column) {
        String body = "{\"a\": 1,\n \"b\": [1,\n     2 ]]}";
        assertThatExceptionOfType(DocumentSyntaxException.class)
                .isThrownBy(() -> parse(format, body))
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(line))
                .satisfies(fault -> assertThat(fault.column()).isBetween(column - 1, column + 1))
                .satisfies(fault -> assertThat(fault.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void invalid_utf_8_is_a_syntax_error(DocumentFormat format) {
        byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '"', '}'};
        assertThatExceptionOfType(DocumentSyntaxException.class).isThrownBy(() -> format.parse(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "OFF", "12:30", "2026-01-01", "0o17", "08", "1e+", "_1", "<<", "..."})
    void a_yaml_scalar_that_json_would_quote_is_a_string(String scalar) throws DocumentSyntaxException {
        JsonNode value = parse(DocumentFormat.YAML, "a: " + scalar);
        assertThat(value.get("a").textValue()).isEqualTo(scalar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: ", "a: ~", "a: null", "a: # nothing", "{a: }", "? a"})
    void a_yaml_member_without_a_value_is_null(String body) throws DocumentSyntaxException {
        assertThat(parse(DocumentFormat.YAML, body).get("a").isNull()).isTrue();
    }

    @Test
    void a_quoted_empty_string_is_a_string() throws DocumentSyntaxException {
        assertThat(parse(DocumentFormat.YAML, "a: ''").get("a").textValue()).isEmpty();
        assertThat(parse(DocumentFormat.YAML, "- \"\"").get(0).textValue()).isEmpty();
    }

    @Test
    void a_large_yaml_body_is_within_the_limits() throws DocumentSyntaxException {
        String body =
                String.join("\n", Collections.nCopies(80_000, "- xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
        assertThat(parse(DocumentFormat.YAML, body)).hasSize(80_000);
    }

    private static void refuses(DocumentFormat format, String body) {
        assertThatExceptionOfType(DocumentSyntaxException.class)
                .isThrownBy(() -> parse(format, body))
                .satisfies(fault -> assertThat(fault.line()).isPositive())
                .satisfies(fault -> assertThat(fault.column()).isPositive());
    }

    private static JsonNode parse(DocumentFormat format, String body) throws DocumentSyntaxException {
        return format.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
