package matryoshka.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no file of the console may do, whatever browsers would let it do. */
class ConsoleSourcesTest {
    private static final Path FOLDER = Path.of("src/main/resources/matryoshka/console");
    /** Statements, calls, and types in comments. */
    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^(?:import (?:[^;'\"]* from )?|export [^;'\"]* from |} from )['\"]([^'\"]+)['\"]|\\bimport\\(['\"]([^'\"]+)['\"]\\)");

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    /** The files that come from jars of libraries. The service has the same list. */
    private static final Set<String> LIBRARIES = Set.of("lib/js-yaml.js", "lib/viz.js");

    @ParameterizedTest
    @MethodSource("scripts")
    void no_text_becomes_markup_or_a_script(Path script) throws IOException {
        assertThat(Files.readString(script))
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment")
                .doesNotContainPattern("DOMParser|parseFromString|document\\.write|javascript:")
                .doesNotContainPattern("\\beval\\(|new Function|(?:setTimeout|setInterval)\\(['\"`]");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void tokens_and_secrets_are_stored_nowhere(Path script) throws IOException {
        assertThat(Files.readString(script))
                .doesNotContainPattern("sessionStorage|indexedDB|document\\.cookie|console\\.");
        if (!script.endsWith("theme.js")) {
            assertThat(Files.readString(script)).doesNotContain("localStorage");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothing_is_loaded_from_elsewhere(Path file) throws IOException {
        assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContainPattern("(?i)(?:https?:|wss?:)?//[a-z0-9-]+\\.[a-z]")
                .doesNotContain("@import");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void every_import_leads_to_a_file(Path script) throws IOException {
        assertThat(IMPORT.matcher(Files.readString(script))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1)))
                .allSatisfy(path -> {
                    assertThat(path).as("a relative path").startsWith(".");
                    assertThat(exists(script.resolveSibling(path).normalize()))
                            .as(path)
                            .isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pages_have_neither_scripts_nor_styles_of_their_own(Path page) throws IOException {
        String html = Files.readString(page);
        assertThat(html)
                .doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|<base|<iframe|<form")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(LINK.matcher(html).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(exists(page.resolveSibling(link).normalize()))
                        .as(link)
                        .isTrue());
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(FOLDER)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Path> scripts() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".js")).toList();
    }

    static List<Path> pages() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".html"))
                .toList();
    }

    private static boolean exists(Path file) {
        return Files.exists(file)
                || LIBRARIES.contains(FOLDER.relativize(file).toString().replace('\\', '/'));
    }
}
