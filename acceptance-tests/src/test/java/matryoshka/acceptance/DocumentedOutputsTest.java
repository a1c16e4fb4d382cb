package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.acceptance.DocumentedSession.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The outputs in the documents are those of the running demo and the built command line. Every command of docs/cli.md is run again, in order; times,
 * ids and, where random bytes are packed, lengths may differ.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentedOutputsTest {
    /** What docs/graph-api.md changes where it explains impact. */
    private static final String BANK_AND_SHIPPING = """
            {"dependencies": {"orders-ask-bank": {"lifetime": "PT30S"}, "shipping-locate-address":
             {"from": "shipping", "to": "geo", "requires": ["shipping:book"], "grants": ["geo:locate"]}}}""";

    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final Path JAR = Path.of("..", "cli", "target", "matryoshka-cli.jar");
    /** The demo listens on another port here than in the documents. Commands that reach no issuer are left as they are. */
    private static final String OFFLINE = """
            matryoshka() {
              if [ "$1 $2" = "token inspect" ]; then env -u MATRYOSHKA_ISSUER matryoshka "$@"; else command matryoshka "$@"; fi
            }
            """;

    private static final String MARK = "\u0001";

    @TempDir
    private static Path folder = Path.of(".");

    private static RunningDemo demo;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Files.exists(RunningDemo.JAR) && Files.exists(JAR),
                "the jars are not built: run mvn package or verify");
        demo = RunningDemo.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    @Order(1)
    void the_graph_api_answers_what_its_page_shows() throws Exception {
        DocumentedAnswers page = new DocumentedAnswers(Path.of("..", "docs", "graph-api.md"), demo);
        page.assertShows(
                "\"largest_plan\": {\"before\"", page.patch(BANK_AND_SHIPPING).get("impact"));
        page.assertMembers("{\"versions\":[{", page.get(demo.url() + "/graph/versions?limit=1"));
    }

    @Test
    @Order(2)
    void the_admin_port_and_the_log_say_what_the_operators_page_shows() throws Exception {
        DocumentedAnswers page = new DocumentedAnswers(Path.of("..", "docs", "operations.md"), demo);
        JsonNode health = page.get(demo.adminUrl() + "/healthcheck");
        page.assertMembers("graph version 3, 0 versions behind", health.get("graph"));
        page.assertMembers("workers\",\"follow-changes\"", health.get("workers"));
        page.assertLogged("issued", "published");
    }

    @Test
    @Order(3)
    void the_command_line_prints_what_its_page_says() throws Exception {
        DocumentedSession session = DocumentedSession.of(Files.readString(PAGE));
        List<String> printed = run(session.steps(), demo);
        Path fresh = Files.createDirectories(Path.of("target", "docs")).resolve("cli.md");
        Files.writeString(fresh, session.with(printed));

        for (int index = 0; index < printed.size(); index++) {
            Step step = session.steps().get(index);
            if (step.shown()) {
                assertThat(masked(step.command(), printed.get(index)))
                        .as("$ %s prints something else than docs/cli.md shows; %s has it all", step.command(), fresh)
                        .isEqualTo(masked(step.command(), step.printed()));
            } else {
                assertThat(printed.get(index))
                        .as("$ %s prepares something", step.command())
                        .isEmpty();
            }
        }
        assertThat(session.steps()).hasSizeGreaterThan(10);
    }

    /** In one shell, which keeps the files and the exit code of the command before. */
    private List<String> run(List<Step> steps, RunningDemo demo) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(OFFLINE + "last=0\n");
        for (Step step : steps) {
            String command = step.command().replace("http://localhost:8080", demo.url());
            script.append("printf '\\001'\n(exit $last)\n{ ").append(command).append("\n} 2>&1\nlast=$?\n");
        }
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script.toString());
        bash.environment().put("PATH", Path.of("..", "cli").toRealPath() + ":" + System.getenv("PATH"));
        bash.environment().put("MATRYOSHKA_ISSUER", demo.url());
        bash.environment().put("MATRYOSHKA_CLIENT_ID", demo.admin("client_id"));
        bash.environment().put("MATRYOSHKA_CLIENT_SECRET", demo.admin("client_secret"));
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process =
                bash.directory(folder.toFile()).redirectErrorStream(true).start();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        List<String> printed = new ArrayList<>(
                List.of(all.replace(demo.url(), "http://localhost:8080").split(MARK, -1)));
        assertThat(printed.remove(0)).isEmpty();
        return printed;
    }

    /** Without what differs from run to run. */
    private static String masked(String command, String printed) {
        String masked = printed.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("(?m)^(jti|txn)( +)\\S+$", "$1$2ID")
                .replaceAll("(?<![\\w-])[\\w-]{22}(?![\\w-])", "ID");
        if (command.contains("matryoshka token") || command.contains("matryoshka introspect")) {
            masked = masked.replaceAll("\\b[0-9]+m[0-9]+s\\b|\\b[0-9]+[ms]\\b", "SPAN")
                    .replaceAll("\\b[0-9][0-9.]*\\b", "N");
            // A column that is one character narrower may wrap.
            return Stream.of(masked.split("\\s+", -1)).sorted().collect(Collectors.joining(" "));
        }
        return masked.replaceAll(" {2,}", "  ");
    }
}
