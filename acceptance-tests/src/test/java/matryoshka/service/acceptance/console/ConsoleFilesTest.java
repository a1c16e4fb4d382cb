package matryoshka.service.acceptance.console;

import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console as browsers get them; without a browser. */
@ExtendWith(SharedIssuer.class)
class ConsoleFilesTest {
    private static final Path FOLDER = Path.of("../console/src/main/resources/matryoshka/console");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final RunningIssuer issuer;

    ConsoleFilesTest(RunningIssuer issuer) {
        this.issuer = issuer;
    }

    @Test
    void every_file_is_served_with_its_type_and_a_strict_policy() throws Exception {
        for (String file : files()) {
            HttpResponse<String> answer = get("/console/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(file)
                    .hasValue(TYPES.get(file.replaceFirst(".*[.]", "")));
            assertThat(policy(answer))
                    .containsEntry("default-src", "'self'")
                    .containsEntry("script-src", "'self' 'wasm-unsafe-eval'")
                    .containsEntry("frame-ancestors", "'none'")
                    .containsEntry("base-uri", "'none'")
                    .containsEntry("require-trusted-types-for", "'script'")
                    .containsEntry("trusted-types", "'none'");
            assertThat(answer.headers().map())
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("Referrer-Policy", List.of("no-referrer"))
                    .containsEntry("Cross-Origin-Opener-Policy", List.of("same-origin"));
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-cache");
        }
    }

    @Test
    void a_file_that_the_browser_has_is_not_sent_again() throws Exception {
        String tag = get("/console/lib/viz.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                Answers.send(issuer.to("/console/lib/viz.js").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void the_path_without_a_slash_leads_to_the_page() throws Exception {
        HttpResponse<String> redirect = get("/console");

        assertThat(redirect.statusCode()).isEqualTo(308);
        assertThat(redirect.headers().firstValue("Location")).hasValue("/console/");
        assertThat(get("/console/").body()).isEqualTo(get("/console/index.html").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing.js",
                "/console/pages",
                "/console/pages/",
                "/console/%2e%2e/migrations/V001__graph.sql",
                "/console/..%2fexamples%2fshop.yaml",
                "/console/lib/viz.cjs",
                "/console/lib/",
                "/console/graph%2f..%2fapp.js",
                "/console/app.js%00",
                "/console/APP.JS",
                "/console/META-INF/MANIFEST.MF",
                "/console/%E2%80%AEapp.js"
            })
    void nothing_else_is_served(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertProblem(answer, answer.statusCode());
    }

    @Test
    void files_can_only_be_read() throws Exception {
        assertThat(Answers.send(issuer.to("/console/app.js").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(Answers.send(issuer.to("/console/app.js").POST(BodyPublishers.ofString("x"))), 405);
        assertProblem(Answers.send(issuer.to("/console/app.js").DELETE()), 405);
        assertProblem(get("/console/links"), 405);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return Answers.send(issuer.to(path));
    }

    private static Map<String, String> policy(HttpResponse<String> answer) {
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        return Stream.of(policy.split(";", -1))
                .map(directive -> directive.strip().split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> own = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .toList();
            assertThat(own).contains("index.html", "app.js", "style.css", "icon.svg");
            return Stream.concat(own.stream(), Stream.of("lib/viz.js")).toList();
        }
    }
}
