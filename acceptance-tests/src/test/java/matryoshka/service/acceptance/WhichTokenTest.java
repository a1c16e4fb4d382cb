package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a service gets the token for a call: the table of docs/graph-document.md, row by row. */
class WhichTokenTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("budget.maxTokens", "2"));

    private static final String GRAPH = """
            services:
              caller: {scopes: {"caller:x": "", "caller:y": ""}}
              embedded: {scopes: {"embedded:x": ""}}
              farther: {scopes: {"farther:x": "", "farther:and-so-it-is-the-larger-token": ""}}
              rare: {scopes: {"rare:x": ""}}
              other: {scopes: {"other:x": ""}}
              stranger: {scopes: {"stranger:x": ""}}
            dependencies:
              c-embedded: {from: caller, to: embedded, requires: ["caller:x"], grants: ["embedded:x"]}
              c-farther: {from: caller, to: farther, requires: ["caller:x"], grants: ["farther:x", "farther:and-so-it-is-the-larger-token"]}
              c-rare: {from: caller, to: rare, requires: ["caller:x"], grants: ["rare:x"], sharing: exchange}
              c-other: {from: caller, to: other, requires: ["caller:y"], grants: ["other:x"], sharing: exchange}
            """;

    private static Exchanging caller;
    private static String token;
    private static OutsideToken read;

    @BeforeAll
    static void receive_a_token(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        String secret = issuer.register("web", "caller:x");
        caller = Exchanging.register(issuer, "caller");
        token = issuer.issued("web", secret, "caller:x");
        read = OutsideToken.verified(token, "caller", "ES256", issuer.jwks());
    }

    @Test
    void an_embedded_token_is_used() throws Exception {
        assertThat(embedded()).containsExactly("embedded");
    }

    @Test
    void what_the_budget_cut_is_in_the_exchange_claim(RunningIssuer issuer) throws Exception {
        assertThat(texts(read.claim("exchange"))).containsExactly("farther");
        assertThat(scope(issuer, "farther")).startsWith("farther:");
    }

    @Test
    void a_dependency_shared_by_exchange_is_not_in_the_claim(RunningIssuer issuer) throws Exception {
        assertThat(texts(read.claim("exchange"))).doesNotContain("rare");
        assertThat(scope(issuer, "rare")).isEqualTo("rare:x");
        JsonNode plan = issuer.read("/graph/plan?client_id=web&scope=caller:x").get("plan");
        assertThat(offers(plan)).containsExactlyInAnyOrder("farther true", "rare false");
    }

    @Test
    void without_a_dependency_the_exchange_is_refused(RunningIssuer issuer) throws Exception {
        assertOAuthError(caller.ask(issuer, token, "&audience=stranger"), 400, "invalid_target");
        assertOAuthError(caller.ask(issuer, token, "&audience=other"), 400, "invalid_target");
        assertOAuthError(caller.ask(issuer, token, "&audience=rare&scope=rare:more"), 400, "invalid_scope");
    }

    private static String scope(RunningIssuer issuer, String audience) throws Exception {
        return Answers.json(caller.ask(issuer, token, "&audience=" + audience))
                .path("scope")
                .asText();
    }

    private static List<String> embedded() throws IOException {
        return read.entries().stream()
                .map(entry -> entry.get("aud").textValue())
                .toList();
    }

    private static List<String> offers(JsonNode plan) {
        List<String> offers = new ArrayList<>();
        plan.get("exchange")
                .forEach(offer -> offers.add(offer.get("service").textValue() + " "
                        + offer.get("cut").booleanValue()));
        return offers;
    }

    private static Stream<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts.stream();
    }
}
