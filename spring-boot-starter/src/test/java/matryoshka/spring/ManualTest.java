package matryoshka.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manual shows is what the tests run. */
class ManualTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java spring\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("(?m)^(matryoshka\\.[a-z.-]+)=");

    @Test
    void the_examples_in_the_manual_are_parts_of_the_tests() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            sources = files.filter(Files::isRegularFile).map(ManualTest::read).collect(Collectors.joining());
        }
        List<String> examples = EXAMPLE.matcher(manual())
                .results()
                .map(found -> withoutIndentation(found.group(1)))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(withoutIndentation(sources)).contains(example));
    }

    @Test
    void the_properties_in_the_manual_exist() {
        String metadata = read(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));

        assertThat(PROPERTY.matcher(manual()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(metadata).contains("\"name\": \"" + name + '"'));
    }

    private static String manual() {
        return read(Path.of("../docs/resource-servers.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
