package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.Explaining.changes;
import static matryoshka.service.acceptance.Explaining.scopes;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code POST /graph/explain}. */
@ExtendWith(IssuerExtension.class)
class ExplainTest {
    private static RunningIssuer issuer;
    private static TestDatabase database;
    private static Explaining world;
    private static Caller admin;

    @BeforeAll
    static void make_a_world(RunningIssuer running, TestDatabase testDatabase) throws Exception {
        issuer = running;
        database = testDatabase;
        world = Explaining.on(issuer);
        admin = Caller.admin(issuer);
    }

    @BeforeEach
    void begin_with_the_same_graph() throws Exception {
        issuer.publish(Explaining.GRAPH);
    }

    @Test
    void each_scope_of_a_token_tree_is_explained_by_its_dependencies() throws Exception {
        String token = world.token();

        JsonNode explanation = world.explained(token);

        JsonNode claims = Revoking.payload(token);
        for (String copied : List.of("jti", "txn", "client_id")) {
            assertThat(explanation.get(copied)).isEqualTo(claims.get(copied));
        }
        assertThat(explanation.get("origin_client").textValue()).isEqualTo("shop");
        assertThat(explanation.get("version")).isEqualTo(claims.at("/graph/version"));
        assertThat(explanation.get("current_version")).isEqualTo(claims.at("/graph/version"));
        assertThat(explanation.get("plan")).isEqualTo(claims.at("/graph/plan"));
        assertThat(explanation.get("way")).isEmpty();
        assertThat(explanation.get("stale").booleanValue()).isFalse();
        assertThat(explanation.get("lineage")).isEmpty();
        assertThat(explanation.get("changes")).isEmpty();
        assertThat(scopes(explanation))
                .containsExactlyInAnyOrder("0 a:x requested", "1 b:x [ab]", "1 d:x [ad]", "2 c:x [bc]")
                .startsWith("0 a:x requested");
        assertThat(explanation.at("/today/id")).isEqualTo(explanation.get("plan"));
        assertThat(explanation.at("/today/children")).hasSize(2);
    }

    @Test
    void each_dependency_has_its_publisher_version_and_message() throws Exception {
        long first =
                world.change(world.author(), "b may be asked for more", "dependencies: {ab: {grants: ['b:x', 'b:y']}}");
        String early = world.token();
        long second = world.change(
                admin, "b needs c more shortly", "dependencies: {bc: {lifetime: PT1M}, ab: {lifetime: PT2M}}");

        assertGiver(world.explained(early), "b:y", "ab", first, "author", "b may be asked for more");
        JsonNode late = world.explained(world.token());
        assertGiver(late, "b:y", "ab", second, "admin", "b needs c more shortly");
        assertGiver(late, "c:x", "bc", second, "admin", "b needs c more shortly");
    }

    @Test
    void the_versions_since_are_those_that_concern_the_token() throws Exception {
        List<String> tree = Revoking.tree(world.token());
        String outer = tree.get(0);
        String b = tree.get(1);
        assertThat(Revoking.payload(b).get("aud").textValue()).isEqualTo("b");

        long sibling = world.change(world.author(), "d is gone", "dependencies: {ad: null}");
        world.change(admin, "nothing to do with it", "services: {z: {}, e: {description: elsewhere}}");
        long own = world.change(world.author(), "b calls d", """
                {services: {c: {description: Third}}, dependencies: {bd: {from: b, to: d, grants: ['d:x']}}}""");

        JsonNode explained = world.explained(outer);
        assertThat(changes(explained)).containsExactly(own, sibling);
        JsonNode latest = explained.at("/changes/0");
        assertThat(latest.get("published_by").textValue()).isEqualTo("author");
        assertThat(latest.get("message").textValue()).isEqualTo("b calls d");
        assertThat(latest.get("services")).extracting(JsonNode::textValue).containsExactly("c");
        assertThat(latest.get("dependencies")).extracting(JsonNode::textValue).containsExactly("bd");
        assertThat(changes(world.explained(b))).containsExactly(own);
    }

    @Test
    void for_a_stale_token_the_difference_to_today_is_shown() throws Exception {
        String token = world.token();
        long gone = world.change(admin, "b is off", "dependencies: {ab: null, ad: {grants: ['d:x']}}");

        JsonNode explanation = world.explained(token);

        assertThat(explanation.get("stale").booleanValue()).isTrue();
        assertThat(explanation.has("refused")).isFalse();
        assertThat(explanation.get("missing")).isEmpty();
        assertThat(explanation.get("excess").toString()).isEqualTo("{\"b\":[\"b:x\"],\"c\":[\"c:x\"]}");
        assertThat(explanation.at("/today/children")).hasSize(1);
        assertThat(explanation.at("/today/children/0/scope").textValue()).isEqualTo("d:x");
        JsonNode inner = world.explained(Revoking.tree(token).get(1));
        assertThat(inner.get("today").isNull()).isTrue();
        assertThat(changes(inner)).containsExactly(gone);
    }

    @Test
    void a_rejected_token_is_explained_too() throws Exception {
        world.change(admin, "b is delicate", "dependencies: {ab: {staleness: {excess: reject}}}");
        List<String> tree = Revoking.tree(world.token());
        assertThat(world.explained(tree.get(0)).has("refused")).isFalse();
        long gone = world.change(admin, "b is shut", "dependencies: {ab: null}");

        JsonNode explanation = world.explained(tree.get(2));

        assertThat(explanation.get("refused").booleanValue()).isTrue();
        assertThat(explanation.get("stale").booleanValue()).isTrue();
        assertThat(scopes(explanation)).containsExactly("0 c:x [bc]");
        assertThat(changes(explanation)).containsExactly(gone);
    }

    @Test
    void an_embedded_token_is_explained_from_its_position() throws Exception {
        JsonNode explanation = world.explained(Revoking.tree(world.token()).get(1));

        assertThat(explanation.get("client_id").textValue()).isEqualTo("a");
        assertThat(explanation.get("origin_client").textValue()).isEqualTo("shop");
        assertThat(explanation.get("way").toString()).isEqualTo("[{\"holder\":\"a\",\"callee\":\"b\"}]");
        assertThat(scopes(explanation)).containsExactly("0 b:x [ab]", "1 c:x [bc]");
        assertThat(explanation.at("/scopes/1/nested").toString()).isEqualTo("[{\"holder\":\"b\",\"callee\":\"c\"}]");
        assertThat(explanation.at("/today/services/0").textValue()).isEqualTo("b");
    }

    @Test
    void an_exchanged_token_says_what_it_was_exchanged_from() throws Exception {
        String exchanged = world.exchanged(world.token(), "e");
        long gone = world.change(world.author(), "e is for others", "dependencies: {ae: null, ad: null}");

        JsonNode explanation = world.explained(exchanged);

        assertThat(explanation.get("way")).isEmpty();
        assertThat(scopes(explanation)).containsExactly("0 e:x [ae]");
        assertThat(explanation.get("lineage")).hasSize(1);
        assertThat(explanation.at("/lineage/0/services").toString()).isEqualTo("[\"a\"]");
        assertThat(scopes(explanation.at("/lineage/0"))).containsExactly("0 a:x requested");
        assertThat(changes(explanation)).containsExactly(gone);
        assertThat(explanation.at("/changes/0/dependencies"))
                .extracting(JsonNode::textValue)
                .containsExactly("ae");
        assertThat(explanation.get("excess").toString()).isEqualTo("{\"e\":[\"e:x\"]}");
        assertThat(explanation.get("today").isNull()).isTrue();
    }

    @Test
    void every_token_that_is_not_active_gets_the_same_answer() throws Exception {
        String token = world.token();
        String tampered = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BA" : "AA");
        String expired =
                IssuerKeys.signed(database, Revoking.claims(world.token(), "E").put("exp", 1));
        String unknown = IssuerKeys.signed(
                database,
                Revoking.claims(world.token(), "U")
                        .set(
                                "graph",
                                Revoking.payload(token).withObject("/graph").put("plan", "AAAA")));
        String revoked = world.token();
        new Revoking("shop", world.shopSecret()).revoke(issuer, revoked);
        Set<String> answers = new HashSet<>();

        for (String other : List.of("", "garbage", tampered, expired, unknown, revoked, "x".repeat(50_000))) {
            HttpResponse<String> answer = world.ask(other);
            assertProblem(answer, 422);
            answers.add(answer.body());
        }

        assertThat(answers).hasSize(1);
        JsonNode violation = json(world.ask(expired)).at("/violations/0");
        assertThat(violation.get("pointer").textValue()).isEqualTo("/token");
        assertThat(violation.get("rule").textValue()).isEqualTo("token");
        assertThat(world.ask(token).statusCode()).isEqualTo(200);
    }

    @Test
    void only_readers_of_the_graph_may_ask() throws Exception {
        Caller other = Caller.registered(issuer, "other", "clients:read");

        assertProblem(
                other.send("POST", "/graph/explain", "application/json", "{\"token\": \"" + world.token() + "\"}"),
                403);
    }

    @Test
    void no_token_is_in_the_answer() throws Exception {
        String token = world.token();
        String answer = world.ask(token).body();

        assertThat(answer).contains("\"c:x\"").doesNotContain("eyJ");
        for (String each : Revoking.tree(token)) {
            assertThat(answer).doesNotContain(each.substring(each.lastIndexOf('.')));
        }
    }

    private static void assertGiver(
            JsonNode explanation, String scope, String dependency, long version, String by, String message) {
        for (JsonNode found : explanation.get("scopes")) {
            if (found.get("scope").textValue().equals(scope)) {
                JsonNode giver = found.at("/given_by/0");
                assertThat(found.get("given_by")).hasSize(1);
                assertThat(giver.get("dependency").textValue()).isEqualTo(dependency);
                assertThat(giver.get("version").longValue()).isEqualTo(version);
                assertThat(giver.get("published_by").textValue()).isEqualTo(by);
                assertThat(giver.get("message").textValue()).isEqualTo(message);
                assertThat(giver.get("published_at").textValue()).isNotEmpty();
                return;
            }
        }
        throw new AssertionError("no " + scope + " in " + explanation);
    }
}
