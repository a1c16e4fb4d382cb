package matryoshka.service.platform.about;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManualTest {
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
    void nothing_else_is() {
        assertThat(Manual.content("../openapi.yaml")).isEmpty();
        assertThat(Manual.content("")).isEmpty();
    }
}
