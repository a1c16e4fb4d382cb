package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token that would become too large for a header. */
class BudgetOverHttpTest {
    @Nested
    @ExtendWith(IssuerExtension.class)
    class OfARealSystem {
        private static final String SCOPE = "ts-preserve-service:write";

        @Test
        void a_token_over_the_budget_is_cut_and_lists_what_was_cut(RunningIssuer issuer) throws Exception {
            issuer.publish(Files.readString(Path.of("../examples/train-ticket.yaml")));
            String secret = issuer.register("kiosk", SCOPE);

            String token = issuer.issued("kiosk", secret, SCOPE);
            JsonNode plan = issuer.read("/graph/plan?client_id=kiosk&scope=" + SCOPE);

            assertThat(token).hasSizeLessThanOrEqualTo(6_144);
            OutsideTree.assertPlanned(issuer, token, "ES256", plan);
            List<String> cut = new ArrayList<>();
            assertCut(issuer, token, plan.get("plan"), cut);
            assertThat(cut).isNotEmpty();
        }

        private void assertCut(RunningIssuer issuer, String token, JsonNode planned, List<String> allCut)
                throws Exception {
            OutsideToken read = OutsideToken.verified(token, planned.get("aud").textValue(), "ES256", issuer.jwks());
            TreeSet<String> cut = new TreeSet<>();
            planned.get("exchange").forEach(offer -> {
                if (offer.get("cut").booleanValue()) {
                    cut.add(offer.get("aud").textValue());
                }
            });
            List<String> told = new ArrayList<>();
            read.claim("exchange").forEach(audience -> told.add(audience.textValue()));
            assertThat(told).containsExactlyElementsOf(cut);
            allCut.addAll(told);
            for (int i = 0; i < planned.get("children").size(); i++) {
                String embedded = read.entries().get(i).get("token").textValue();
                assertCut(issuer, embedded, planned.get("children").get(i), allCut);
            }
        }
    }

    @Nested
    class WhereItIsRejected {
        @RegisterExtension
        static final IssuerExtension ISSUER =
                new IssuerExtension(Map.of("budget.overflow", "reject", "budget.maxTokens", "2"));

        private static final String TWO_CALLS = """
                services:
                  a: {scopes: {"a:1": "", "a:2": ""}}
                  b: {scopes: {"b:1": ""}}
                  c: {scopes: {"c:1": ""}}
                dependencies:
                  a-b: {from: a, to: b, requires: ["a:1"], grants: ["b:1"]}
                  a-c: {from: a, to: c, requires: ["a:2"], grants: ["c:1"], sharing: embed}
                """;

        @Test
        void a_graph_in_which_a_client_could_exceed_the_budget_is_refused(RunningIssuer issuer) throws Exception {
            issuer.publish(TWO_CALLS.replace("sharing: embed", "sharing: exchange"));
            issuer.register("modest", "a:1");
            String greedy = issuer.register("greedy", "a:1 a:2");

            HttpResponse<String> refused = Caller.admin(issuer).put("/graph", TWO_CALLS, "If-Match", "*");

            Answers.assertProblem(refused, 422);
            JsonNode violations = Answers.json(refused).get("violations");
            assertThat(violations).hasSize(1);
            assertThat(violations.get(0).get("rule").textValue()).isEqualTo("over-budget");
            assertThat(violations.get(0).get("message").textValue())
                    .contains("greedy")
                    .doesNotContain("modest");
            assertThat(issuer.token("greedy", greedy, "").statusCode()).isEqualTo(200);
        }

        @Test
        void a_client_that_could_exceed_the_budget_is_not_registered(RunningIssuer issuer) throws Exception {
            issuer.publish(TWO_CALLS);

            HttpResponse<String> refused =
                    Caller.admin(issuer).send("POST", "/clients", "application/json", "{\"scope\":\"a:1 a:2\"}");

            Answers.assertProblem(refused, 422);
            JsonNode violation = Answers.json(refused).at("/violations/0");
            assertThat(violation.get("pointer").textValue()).isEqualTo("/scope");
            assertThat(violation.get("rule").textValue()).isEqualTo("over-budget");
        }
    }
}
