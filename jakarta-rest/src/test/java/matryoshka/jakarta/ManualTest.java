package matryoshka.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the manual shows is what the tests run. */
class ManualTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java jakarta\\n(.*?)```", Pattern.DOTALL);
    private static final Path SHOP = Path.of("src/test/java/matryoshka/jakarta/shop");

    @Test
    void the_examples_in_the_manual_are_parts_of_the_tests() throws IOException {
        String sources = withoutIndentation(Files.readString(SHOP.resolve("OrdersResource.java"))
                + Files.readString(SHOP.resolve("DropwizardService.java")));
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/resource-servers.md")))
                .results()
                .map(found -> withoutIndentation(found.group(1)))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(sources).contains(example));
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
