package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop's services beside the demo's issuer, all of them real: what {@code examples/shop-services/run} prints. */
class ShopServicesTest {
    private static final Path PAGE = Path.of("..", "docs", "resource-servers.md");
    private static final Path SERVICES = Path.of("..", "examples", "shop-services");
    private static final int ACTS = 6;

    @TempDir
    private static Path folder = Path.of(".");

    private static String story = "";

    @BeforeAll
    static void tell() throws Exception {
        assumeTrue(
                Files.exists(RunningDemo.JAR)
                        && Files.exists(SERVICES.resolve("target").resolve("classpath")),
                "the programs are not built: run mvn package or verify");
        try (RunningDemo demo = RunningDemo.startByItsAddress(folder)) {
            ProcessBuilder run = new ProcessBuilder(SERVICES.resolve("run").toString());
            run.environment().put("ISSUER_URL", demo.url());
            run.environment().put("DATA_DIR", folder.resolve("var").toString());
            Path errors = folder.resolve("errors.txt");
            Process process = run.redirectError(errors.toFile()).start();
            story = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("%s%n%s", story, Files.readString(errors))
                    .isZero();
        }
    }

    @Test
    void an_order_walks_the_whole_tree_and_each_service_gets_a_token_for_itself() {
        assertThat(act(1)).contains("""
                shop-website -> orders       orders:place stock:reserve
                  orders -> stock            orders:place stock:reserve     shared
                  orders -> identity         identity:verify                embedded
                    identity -> geo          geo:locate                     embedded
                  orders -> credit           credit:rate                    embedded
                    credit -> geo            geo:locate                     embedded
                  orders -> bank             bank:finance                   embedded
                    bank -> ledger           ledger:book                    exchanged
                orders answers: 200 {bank=a loan is booked, credit=rated, identity=verified, stock=reserved}
                """);
    }

    @Test
    void the_issuer_answers_for_the_first_order_and_not_for_the_second() {
        assertThat(act(1)).contains("The issuer had to answer 2 requests: 1 of the website, and 1 for an exchange.");
        assertThat(act(2)).contains("The issuer had to answer 0 requests: 0 of the website, and 0 for an exchange.");
    }

    @Test
    void a_message_carries_the_token_for_its_consumer() {
        assertThat(act(3)).contains("""
                  orders -> shipping         shipping:book                  embedded
                    shipping -> orders       orders:read                    embedded
                """);
    }

    @Test
    void a_message_whose_dependency_was_withdrawn_meanwhile_is_a_dead_letter() {
        assertThat(act(4)).contains("orders -> shipping         refused: 401 ");
        assertThat(act(5))
                .contains(
                        "parcels.dead-letter: order 17", "matryoshka-error: invalid_token", "matryoshka-topic: parcels")
                .doesNotContain("matryoshka-token");
        assertThat(act(6))
                .contains(
                        "orders answers: 401 ", "orders answers: 403 No dependency leads from 'orders' to 'shipping'");
    }

    @Test
    void nothing_that_is_printed_is_a_token() {
        assertThat(story).contains("1. ").doesNotContain("eyJ");
    }

    @Test
    void the_manual_shows_what_is_printed() throws Exception {
        for (int act = 1; act <= ACTS; act++) {
            assertThat(Files.readString(PAGE)).contains(act(act).strip());
        }
    }

    private static String act(int number) {
        int start = story.indexOf(number + ". ");
        int end = story.indexOf("\n" + (number + 1) + ". ");
        return story.substring(start, end < 0 ? story.length() : end + 1);
    }
}
