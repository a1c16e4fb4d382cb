package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandsTest {
    private static final String PLAN = """
            {"client_id":"%s","scope":"%s","version":7,"tokens":2,"depth":2,"bytes":900,"budget_used":0.146,"plan":{"exchange":[%s],
            "children":[{"exchange":[{"service":"ledger","holder":"bank","scope":"ledger:book","cut":false}],"children":[]}]}}""";
    private static final String CUT =
            "{\"service\":\"geo\",\"holder\":\"orders\",\"scope\":\"geo:locate\",\"cut\":true}";

    private final CannedIssuer issuer = new CannedIssuer();

    @BeforeEach
    void register() {
        issuer.answers("GET /graph", """
                {"services":{"orders":{"context":"shop","scopes":{"orders:place":"","orders:read":""}},
                 "stock":{"context":"shop","scopes":{"stock:reserve":""}},"bank":{"scopes":{"bank:pay":""}}}}""");
        issuer.answers("GET /clients", """
                {"clients":[{"client_id":"admin","scope":"graph:read","disabled":false},
                 {"client_id":"gone","scope":"orders:read","disabled":true},
                 {"client_id":"web","scope":"orders:place stock:reserve bank:pay dormant:x","disabled":false}]}""");
        issuer.answers("GET /graph/plan?client_id=web&audience=bank", PLAN.formatted("web", "bank:pay", ""));
        issuer.answers("GET /graph/plan?client_id=web&audience=orders", PLAN.formatted("web", "orders:place", ""));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void all_plans_are_told_in_a_line_each() {
        assertThat(run("graph", "plan", "--all")).isEqualTo(new Result(0, """
                                CLIENT  SCOPES        TOKENS  DEPTH  BYTES  BUDGET  CUT (HOLDER → SERVICE)
                                web     bank:pay      2       2      900    14.6 %
                                web     orders:place  2       2      900    14.6 %

                                2 plans; the budget cuts or refuses 0
                                """, ""));
        assertThat(issuer.requests())
                .startsWith("POST /oauth2/token grant_type=client_credentials&scope=clients:read graph:read");
    }

    @Test
    void what_is_cut_or_refused_exits_with_2() {
        issuer.answers("GET /graph/plan?client_id=web&audience=bank", PLAN.formatted("web", "bank:pay", CUT))
                .answers(
                        "GET /graph/plan?client_id=web&audience=orders",
                        422,
                        "{\"status\":422,\"detail\":\"Too large.\",\"error\":\"invalid_target\"}");

        Result result = run("graph", "plan", "--all");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .contains("14.6 %   orders→geo\n", "refused  Too large.\n", "the budget cuts or refuses 2\n");
        assertThat(run("graph", "plan", "--all", "-o", "json").out())
                .contains(
                        "\"cut\":[{\"holder\":\"orders\",\"service\":\"geo\",\"scope\":\"geo:locate\"}]",
                        "\"refused\":\"Too large.\"");
    }

    @Test
    void each_scope_can_have_its_own_line() {
        for (String scope : new String[] {"orders:place", "stock:reserve", "bank:pay"}) {
            issuer.answers("GET /graph/plan?client_id=web&scope=" + scope, PLAN.formatted("web", scope, ""));
        }
        assertThat(run("graph", "plan", "--all", "--by", "scope").out())
                .contains("3 plans")
                .doesNotContain("dormant:x");
    }

    @Test
    void a_user_and_the_way_of_a_chain_are_asked_for() {
        run(
                "graph",
                "plan",
                "web",
                "orders:place",
                "--trusted-issuer",
                "acme",
                "--subject",
                "alice",
                "--claims",
                "{\"a\":1}");
        assertThat(issuer.requests())
                .last()
                .isEqualTo(
                        "GET /graph/plan?client_id=web&scope=orders:place&issuer=acme&subject=alice&claims={\"a\":1}");
        run(
                "graph",
                "plan",
                "web",
                "--via",
                "orders",
                "--via",
                "bank",
                "--audience",
                "ledger",
                "--scope",
                "ledger:book");
        assertThat(issuer.requests())
                .last()
                .isEqualTo(
                        "GET /graph/plan?client_id=web&via=orders&via=bank&audience=ledger&exchange_scope=ledger:book");
    }

    @Test
    void why_there_is_no_plan_is_told_in_full() {
        issuer.answers(
                "GET /graph/plan?client_id=web",
                422,
                "{\"type\":\"about:blank\",\"title\":\"Unprocessable Entity\",\"status\":422,\"detail\":\"Unknown scope.\",\"error\":\"invalid_scope\"}");
        assertThat(run("graph", "plan", "web").err())
                .isEqualTo("matryoshka: HTTP 422: Unknown scope.\nerror: invalid_scope\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph plan",
                "graph plan --all web",
                "graph plan web --by scope",
                "graph plan --all --via orders"
            })
    void contradictions_are_wrong_usage(String command) {
        assertThat(run(command.split(" ")).exitCode()).isEqualTo(1);
    }

    private Result run(String... arguments) {
        return issuer.terminal().run(arguments);
    }
}
