package matryoshka.service.graph.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import matryoshka.graph.DependencyTerms;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsReaderTest {

    private static ReadDocument read(String members) throws DocumentSyntaxException {
        String body = "dependencies: {e: {from: a, to: b, grants: [x], " + members + "}}";
        return GraphDocumentReader.read(body.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    when: true                             | /when                 | wrong-type
                    when: "\\0"                            | /when                 | text
                    parameters: [p]                        | /parameters           | wrong-type
                    parameters: {p: "[0-9]+"}              | /parameters/p         | wrong-type
                    parameters: {p: }                      | /parameters/p         | wrong-type
                    parameters: {p: {}}                    | /parameters/p/pattern | required
                    parameters: {p: {pattern: }}           | /parameters/p/pattern | required
                    parameters: {p: {pattern: 1}}          | /parameters/p/pattern | wrong-type
                    parameters: {p: {pattern: x, type: y}} | /parameters/p/type    | unknown-member
                    extend: 24h                            | /extend               | duration
                    extend: 86400                          | /extend               | wrong-type
                    staleness: reject                      | /staleness            | wrong-type
                    staleness: {excess: drop}              | /staleness/excess     | excess
                    staleness: {excess: REJECT}            | /staleness/excess     | excess
                    staleness: {excess: 1}                 | /staleness/excess     | wrong-type
                    staleness: {missing: flag}             | /staleness/missing    | unknown-member
                    """)
    void a_violation_is_reported_with_its_pointer(String members, String pointer, String rule)
            throws DocumentSyntaxException {
        assertThat(read(members).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/dependencies/e" + pointer))
                .satisfies(violation -> assertThat(violation.rule()).isEqualTo(rule))
                .satisfies(violation -> assertThat(violation.message()).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sharing: exchange", "extend: , staleness: ", "parameters: {}, staleness: {excess: }"})
    void absent_or_null_terms_are_defaults(String members) throws DocumentSyntaxException {
        ReadDocument read = read(members);
        assertThat(read.violations()).isEmpty();
        assertThat(requireNonNull(read.document().dependencies().get("e")).terms())
                .isEqualTo(DependencyTerms.NONE);
    }

    @Test
    void default_terms_are_not_written() throws DocumentSyntaxException {
        String written = new String(
                GraphDocumentWriter.write(read("parameters: {}").document(), DocumentFormat.JSON),
                StandardCharsets.UTF_8);
        assertThat(written).doesNotContain("when", "parameters", "extend", "staleness");
    }
}
