package matryoshka.service.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading stops at the limits: the rest of these documents is malformed and goes unnoticed. */
class ElementLimitsTest {
    private static final ElementLimits LIMITS = new ElementLimits(3, 4, 2, 40);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{services: {a: {}, b: {}, c: {}, d: {}, }            | /services     | services",
                "{dependencies: {a: 1, b: 1, c: 1, d: 1, e: 1, }      | /dependencies | dependencies",
                "{invariants: {a: [], b: [], c: [], }                 | /invariants   | invariants",
                "{services: {a: {scopes: {LONG, }                     | ''            | values: scopes, list entries, and members of other objects",
                "{services: {a: {owners: [LONG_LIST, }                | ''            | values: scopes, list entries, and members of other objects",
                "{unknown: [LONG_LIST, }                              | ''            | values: scopes, list entries, and members of other objects",
                "[LONG_LIST, }                                        | ''            | values: scopes, list entries, and members of other objects",
            })
    void reading_stops_at_the_limit(String body, String pointer, String what) {
        for (DocumentFormat format : DocumentFormat.values()) {
            TooManyElementsException refused =
                    catchThrowableOfType(TooManyElementsException.class, () -> parse(body, format));

            assertThat(refused.violation().pointer()).isEqualTo(pointer);
            assertThat(refused.violation().rule()).isEqualTo("too-many");
            assertThat(refused.violation().message())
                    .startsWith("A graph can have at most ")
                    .endsWith(" " + what + ".");
        }
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void as_much_as_is_allowed_is_read(DocumentFormat format) throws Exception {
        parse(
                "{services: {a: {}, b: {}, c: {}}, dependencies: {a: 1, b: 1, c: 1, d: 1}, invariants: {a: 1, b: 1}}",
                format);
        parse("[" + "0,".repeat(38) + "0]", format);

        assertThatThrownBy(() -> parse("{services: {a: {}, b: {}, c: {}", format))
                .isInstanceOf(DocumentSyntaxException.class);
    }

    @Test
    void only_members_of_sections_count_as_their_elements() throws Exception {
        parse(
                "{services: {a: {services: {a: 1, b: 1, c: 1, d: 1}}}, other: {a: 1, b: 1, c: 1, d: 1, e: 1}}",
                DocumentFormat.JSON);
        parse("{services: [{a: 1, b: 1, c: 1, d: 1}]}", DocumentFormat.JSON);
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void memory_is_reserved_while_reading(DocumentFormat format) {
        long[] taken = {0};
        Room small = bytes -> {
            taken[0] += bytes;
            if (taken[0] > 1_000_000) {
                throw new IllegalStateException("no more room");
            }
        };
        String many =
                IntStream.range(0, 100_000).mapToObj(number -> "[]").collect(Collectors.joining(",", "[", "} broken"));

        assertThatThrownBy(() -> format.parse(bytes(many), new ElementLimits(1, 1, 1, Integer.MAX_VALUE), small))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no more room");
    }

    private static void parse(String body, DocumentFormat format)
            throws DocumentSyntaxException, TooManyElementsException {
        String whole = body.replace("LONG_LIST", "0" + ",0".repeat(40))
                .replace(
                        "LONG",
                        IntStream.range(0, 40)
                                .mapToObj(number -> "s" + number + ": 0")
                                .collect(Collectors.joining(", ")));
        String text = format == DocumentFormat.JSON ? whole.replaceAll("([a-z][a-z0-9]*): ", "\"$1\": ") : whole;
        format.parse(bytes(text), LIMITS, Room.UNBOUNDED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
