package matryoshka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows stands in a file that is compiled. */
class DocumentedExamplesTest {
    private static final Path COMPILED = Path.of("src/test/java/matryoshka/kafka/DocumentedExamples.java");

    @Test
    void the_examples_are_compiled() throws IOException {
        String compiled = words(Files.readString(COMPILED));

        assertThat(examples("src/main/java/matryoshka/kafka/package-info.java", "<pre>\\{@code\\n(.*?)}</pre>"))
                .hasSize(2)
                .allSatisfy(example -> assertThat(compiled).contains(example));
        assertThat(examples("../docs/queues.md", "```java\\n(.*?)```"))
                .hasSizeGreaterThan(2)
                .allSatisfy(example -> assertThat(compiled).contains(example));
    }

    private static List<String> examples(String file, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(result -> words(result.group(1).replaceAll("(?m)^ \\* ?", "")))
                .toList();
    }

    /** Without white space, of which the formatter has a view of its own. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
