package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code examples/UserStory.java}, run as a reader of user-story.md runs it: in a process of its own, against a running issuer. */
@ExtendWith(SharedIssuer.class)
class ToldStoryTest {
    private static String told;

    @BeforeAll
    static void tell(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {told: {scopes: {'told:x': ''}}}");
        told = run(issuer);
    }

    @Test
    void the_user_reaches_the_ledger() {
        assertThat(told.lines().filter(line -> line.contains(" sub ")).map(ToldStoryTest::value))
                .containsExactly("alice", "login:alice", "login:alice", "login:alice");
        assertThat(told.lines().filter(line -> line.contains(" act ")).map(ToldStoryTest::value))
                .containsExactly(
                        "story-gateway", "story-orders, story-gateway", "story-payments, story-orders, story-gateway");
        assertThat(told.lines().filter(line -> line.contains(" txn ")).distinct())
                .hasSize(1);
    }

    @Test
    void every_token_reveals_less_of_the_user_and_allows_something_else() {
        assertThat(told.lines().filter(line -> line.contains(" scope ")).map(ToldStoryTest::value))
                .containsExactly("order:create", "payment:charge", "entry:book");
        assertThat(told.lines().filter(line -> line.contains(" tier ")).map(ToldStoryTest::value))
                .containsExactly("gold", "gold", "-");
        assertThat(told.lines().filter(line -> line.contains(" email ")).map(ToldStoryTest::value))
                .containsExactly("alice@example.com", "-", "-", "-");
    }

    @Test
    void no_service_can_do_anothers_work() {
        assertThat(told)
                .contains("order service's token: invalid_request")
                .contains("a token for the ledger: invalid_target")
                .contains("back to payments with its token: invalid_target")
                .contains("the payment service's token: refused");
    }

    @Test
    void the_graph_is_as_before(RunningIssuer issuer) throws Exception {
        assertThat(issuer.read("/graph").get("services").fieldNames())
                .toIterable()
                .containsExactly("told");
        assertThat(issuer.read("/clients").toString()).doesNotContain("story-gateway");
        assertThat(issuer.read("/issuers").toString()).doesNotContain("story-login");
    }

    private static String value(String line) {
        return line.strip().split(" +", 2)[1];
    }

    private static String run(RunningIssuer issuer) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "examples/UserStory.java");
        java.directory(Path.of("..").toFile()).redirectErrorStream(true);
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        java.environment().put("ISSUER_URL", "http://localhost:" + issuer.port());
        java.environment().put("DATA_DIR", issuer.dataDir().toAbsolutePath().toString());
        Process process = java.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
