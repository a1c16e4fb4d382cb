package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandsTest {
    private final PlayedIssuer issuer = new PlayedIssuer("graph:read", "graph:write", "graph:publish-any");

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void export_writes_the_document_and_nothing_else() {
        Result result = issuer.terminal().run("graph", "export");

        assertThat(result).isEqualTo(new Result(0, "services: {}\n", ""));
        assertThat(issuer.requests())
                .containsExactly("POST grant_type=client_credentials&scope=graph:read", "GET /graph");
    }

    @Test
    void export_takes_a_version_and_a_format() {
        Result result = issuer.terminal().run("graph", "export", "--version", "3", "--format", "json");

        assertThat(result).isEqualTo(new Result(0, "{\"services\":{}}\n", ""));
        assertThat(issuer.requests()).last().isEqualTo("GET /graph?version=3");
        assertThat(issuer.terminal().run("graph", "export", "--output", "json").out())
                .isEqualTo(result.out());
        assertThat(issuer.terminal()
                        .run("graph", "export", "--output", "json", "--format", "yaml")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void what_was_exported_is_the_same() throws IOException {
        String exported = issuer.terminal().run("graph", "export").out();

        assertThat(issuer.terminal().run("graph", "diff", file(exported)))
                .isEqualTo(new Result(0, "", "no difference from version 17\n"));
        assertThat(issuer.terminal().run("graph", "publish", file(exported)))
                .isEqualTo(new Result(0, "", "no difference from version 17\n"));
        assertThat(issuer.terminal().run("graph", "publish", "--dry-run", file(exported)))
                .isEqualTo(new Result(0, "", "no difference from version 17\n"));
    }

    @Test
    void diff_shows_each_value_and_exits_with_2() {
        Result result = issuer.terminal().typing("services: {stock: {}}").run("graph", "diff", "-");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                        + service stock
                        +   scopes/stock:reserve: Put aside
                        - service old
                        -   context: shop
                        ~ service orders
                        -   lifetime: PT5M
                        +   scopes/b: 2
                        stale: tokens of web-shop for orders:place, missing bank:finance at bank, valid until 2026-11-22T12:00:00Z
                        new reach: web-shop reaches ledger:book along orders-ask-bank then bank-book-loan
                        largest plan in use: 1400 bytes in 2 tokens, was 600 bytes in 1 token
                        """);
        assertThat(issuer.requests()).last().isEqualTo("PUT /graph?dry_run=true");
    }

    @Test
    void a_client_that_may_not_publish_for_all_asks_for_less() {
        try (PlayedIssuer narrow = new PlayedIssuer("graph:write")) {
            assertThat(narrow.terminal()
                            .typing("x: y")
                            .run("graph", "diff", "-")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(narrow.requests())
                    .containsExactly(
                            "POST grant_type=client_credentials&scope=graph:read",
                            "POST grant_type=client_credentials&scope=graph:write",
                            "PUT /graph?dry_run=true");
        }
    }

    @Test
    void publish_says_what_changed_and_the_version() throws IOException {
        Result result =
                issuer.terminal().run("graph", "publish", file("services: {x: {}}"), "--message", "Über & more");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("+ service stock\n");
        assertThat(result.err()).isEqualTo("published as version 18\n");
        assertThat(issuer.requests()).contains("HEAD /graph", "PUT /graph?message=%C3%9Cber+%26+more");
    }

    @Test
    void a_dry_run_publishes_nothing_and_exits_with_2() throws IOException {
        String file = file("services: {x: {}}");

        assertThat(issuer.terminal().run("graph", "publish", "--dry-run", file).exitCode())
                .isEqualTo(2);
        assertThat(issuer.terminal().run("graph", "diff", file).exitCode()).isEqualTo(2);
    }

    @Test
    void a_client_that_may_only_read_can_try_a_change_out_and_not_publish_it() throws IOException {
        try (PlayedIssuer reading = new PlayedIssuer("graph:read")) {
            String file = file("services: {x: {}}");

            assertThat(reading.terminal()
                            .run("graph", "publish", "--dry-run", file)
                            .exitCode())
                    .isEqualTo(2);
            assertThat(reading.terminal().run("graph", "publish", file).exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void publishing_over_somebody_elses_version_is_refused() throws IOException {
        issuer.publishByAnother();

        Result result = issuer.terminal().run("graph", "publish", file("services: {x: {}}"), "--if-match", "17");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("somebody else has published", "version 18")
                .hasLineCount(1);
    }

    @Test
    void violations_are_told_one_per_line_and_cannot_command_the_terminal() {
        Result result = issuer.terminal().typing("broken").run("graph", "publish", "-");

        assertThat(result).isEqualTo(new Result(1, "", """
                                matryoshka: HTTP 422: The document is no valid graph.
                                /services/x  unknown-member  No such \\u001b[31mmember.
                                /dependencies/y  cycle  It goes round.
                                """));
    }

    @Test
    void problems_can_be_had_as_json() {
        Result result = issuer.terminal().typing("broken").run("graph", "diff", "-", "--output", "json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("{\"title\":\"Unprocessable\"").hasLineCount(1);
    }

    @Test
    void the_issuers_json_comes_unchanged() {
        assertThat(issuer.terminal()
                        .run("graph", "plan", "web-shop", "orders:place", "--output", "json")
                        .out())
                .isEqualTo(PlayedIssuer.PLAN + "\n");
        assertThat(issuer.terminal()
                        .typing("x: y")
                        .run("graph", "diff", "-", "--output", "json")
                        .out())
                .startsWith("{\"version\":17,\"diff\":");
    }

    @Test
    void a_plan_is_an_aligned_tree_with_its_totals() {
        Result result = issuer.terminal().run("graph", "plan", "web-shop", "orders:place", "x", "--version", "4");

        assertThat(result).isEqualTo(new Result(0, """
                                AUDIENCE                      SCOPES           HOLDER    LIFETIME  BYTES  EXCHANGE
                                https://orders https://stock  orders:place     web-shop  5m        900    https://bank (bank:pay, cut by the budget)
                                  https://payments            payments:charge  orders    1m        400

                                2 tokens, depth 2, 900 bytes: 14.6 % of the budget; graph version 17
                                """, ""));
        assertThat(issuer.requests())
                .last()
                .isEqualTo("GET /graph/plan?client_id=web-shop&scope=orders%3Aplace+x&version=4");
    }

    @Test
    void a_diff_is_coloured_on_a_terminal_only() {
        assertThat(issuer.terminal()
                        .interactive()
                        .typing("x: y")
                        .run("graph", "diff", "-")
                        .out())
                .startsWith("\u001b[32m+ service stock\u001b[0m\n")
                .contains("\u001b[31m- service old\u001b[0m", "\u001b[33m~ service orders\u001b[0m");
        assertThat(issuer.terminal()
                        .interactive()
                        .with("NO_COLOR", "1")
                        .typing("x: y")
                        .run("graph", "diff", "-")
                        .out())
                .doesNotContain("\u001b");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("graph.yaml"), content).toString();
    }
}
