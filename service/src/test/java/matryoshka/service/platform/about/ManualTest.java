package matryoshka.service.platform.about;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManualTest {
    private static final String TESTS = "src/test";
    private static final Pattern NAME_OF_TEST = Pattern.compile("`(\\w+Test|[\\w.-]+\\.test\\.js)`");

    @Test
    void every_page_of_the_documentation_is_served() throws IOException {
        try (var pages = Files.list(Path.of("../docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .containsExactlyInAnyOrderElementsOf(Manual.PAGES);
        }
        assertThat(Manual.PAGES)
                .allSatisfy(page -> assertThat(Manual.title(page)).isNotEqualTo(page));
    }

    @Test
    void every_test_that_the_page_on_limits_names_exists() throws IOException {
        Set<String> tests = new HashSet<>();
        try (var modules =
                Files.newDirectoryStream(Path.of(".."), module -> Files.isDirectory(module.resolve(TESTS)))) {
            for (Path module : modules) {
                try (var files = Files.walk(module.resolve(TESTS))) {
                    files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .forEach(tests::add);
                }
            }
        }
        assertThat(NAME_OF_TEST
                        .matcher(Files.readString(Path.of("../docs/limits.md")))
                        .results()
                        .map(name -> name.group(1)))
                .hasSizeGreaterThan(100)
                .allSatisfy(name -> assertThat(tests).contains(name));
    }

    @Test
    void nothing_else_is() {
        assertThat(Manual.content("../openapi.yaml")).isEmpty();
        assertThat(Manual.content("")).isEmpty();
    }
}
