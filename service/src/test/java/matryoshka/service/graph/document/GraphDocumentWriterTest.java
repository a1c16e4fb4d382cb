package matryoshka.service.graph.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import org.junit.jupiter.api.Test;

class GraphDocumentWriterTest {

    @Test
    void only_meaningful_members_are_written_in_a_fixed_order() throws DocumentSyntaxException {
        String yaml = """
                dependencies:
                  e: {to: b, from: a, grants: [z, y], requires: [], confidential: false, claims: {pass: []}}
                services:
                  b: {}
                  a: {scopes: {t: T, s: S}, owners: [], keys: {}, lifetime: PT3600S}
                """;
        assertThat(rewritten(yaml)).isEqualTo("""
                        services:
                          a:
                            lifetime: "PT1H"
                            scopes:
                              s: "S"
                              t: "T"
                          b:
                            scopes: {}
                        dependencies:
                          e:
                            from: "a"
                            to: "b"
                            grants:
                            - "y"
                            - "z"
                            sharing: "embed"
                        """);
    }

    private static String rewritten(String yaml) throws DocumentSyntaxException {
        ReadDocument read = GraphDocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
        return new String(GraphDocumentWriter.write(read.document(), DocumentFormat.YAML), StandardCharsets.UTF_8);
    }
}
