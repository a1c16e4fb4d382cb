package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two issuers on one database: each soon knows the changes made on the other. */
@ExtendWith(SharedIssuer.class)
class ReplicasTest {
    private static final String GRAPH = "services: {a: {scopes: {'a:x': ''}}}";

    private RunningIssuer first;
    private RunningIssuer second;

    @BeforeEach
    void publish_the_graph(Replicas replicas) throws Exception {
        first = replicas.first();
        second = replicas.second();
        first.publish(GRAPH);
    }

    @Test
    void a_version_published_on_one_is_used_by_the_other() throws Exception {
        long version = Caller.admin(first)
                .patch("/graph", "services: {b: {}}")
                .headers()
                .firstValue("ETag")
                .map(ReplicasTest::number)
                .orElseThrow();

        Soon.holds(() -> version(second) == version);
        assertThat(second.read("/graph").get("services")).hasSize(2);
    }

    @Test
    void a_client_registered_on_one_gets_tokens_from_the_other_until_it_is_removed() throws Exception {
        String secret = first.register("replicated", "a:x");

        Soon.holds(() -> second.token("replicated", secret, "").statusCode() == 200);
        Caller.admin(second).delete("/clients/replicated");
        Soon.holds(() -> first.token("replicated", secret, "").statusCode() == 401);
    }

    @Test
    void publishing_on_a_lagging_replica_builds_on_the_latest_version() throws Exception {
        Caller other = Caller.admin(second);
        for (int round = 0; round < 10; round++) {
            Caller.admin(first).put("/graph/services/one" + round, "{}");
            assertThat(other.put("/graph/services/two" + round, "{}").statusCode())
                    .isEqualTo(201);
        }

        assertThat(second.read("/graph").get("services")).hasSize(21);
    }

    @Test
    void changes_are_followed_again_soon_after_the_connection_is_lost(TestDatabase database) throws Exception {
        String secret = first.register("reconnected-" + version(first), "a:x");
        // Found by what it asks last, before it rests.
        Soon.holds(() -> database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        select count(pg_terminate_backend(pid)) > 0 from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and query like 'listen%'
                           or datname = current_database() and query like 'select version from graph_head'
                        """).mapTo(boolean.class).one()));
        Caller.admin(first).put("/graph/services/after", "{}");
        long version = version(first);
        first.register("registered-" + version, "a:x");

        Soon.holds(() -> version(second) == version);
        Soon.holds(() -> Caller.admin(second)
                        .get("/graph/plan?client_id=registered-" + version)
                        .statusCode()
                == 200);
        assertThat(secret).isNotEmpty();
    }

    @Test
    void a_request_waits_for_the_version_that_it_needs() throws Exception {
        String secret = first.register("waiting-" + version(first), "a:x");
        String client = "waiting-" + version(first);
        Soon.holds(() -> second.token(client, secret, "").statusCode() == 200);
        long next = version(first) + 1;

        CompletableFuture<HttpResponse<String>> token =
                asked(() -> second.token(client, secret, "&min_graph_version=" + next));
        CompletableFuture<HttpResponse<String>> plan =
                asked(() -> Caller.admin(second).get("/graph/plan?client_id=" + client + "&min_graph_version=" + next));
        Caller.admin(first).put("/graph/services/awaited", "{}");

        assertThat(token.get().statusCode()).as(token.get().body()).isEqualTo(200);
        OutsideToken minted =
                OutsideToken.verified(json(token.get()).get("access_token").textValue(), "a", "ES256", second.jwks());
        assertThat(minted.claim("graph").get("version").longValue()).isEqualTo(next);
        assertThat(json(plan.get()).get("version").longValue()).isEqualTo(next);
    }

    @Test
    void waiting_for_a_version_that_never_comes_ends_with_an_error() throws Exception {
        String client = "vain-" + version(first);
        String secret = first.register(client, "a:x");

        HttpResponse<String> token = first.token(client, secret, "&min_graph_version=999999");
        HttpResponse<String> plan =
                Caller.admin(first).get("/graph/plan?client_id=" + client + "&min_graph_version=999999");

        assertOAuthError(token, 503, "temporarily_unavailable");
        assertThat(token.headers().firstValue("Retry-After")).isPresent();
        assertProblem(plan, 503);
    }

    @Test
    void health_reports_version_age_and_lag() throws Exception {
        HttpResponse<String> health = Answers.send(Answers.to(first.adminPort(), "/healthcheck"));

        assertThat(health.statusCode()).isEqualTo(200);
        var graph = json(health).get("graph");
        assertThat(graph.get("healthy").booleanValue()).isTrue();
        assertThat(graph.get("version").longValue()).isEqualTo(version(first));
        assertThat(graph.get("lag").longValue()).isZero();
        assertThat(graph.get("age_ms").longValue()).isBetween(0L, 2_000L);
    }

    private interface Asking {
        HttpResponse<String> ask() throws Exception;
    }

    private static CompletableFuture<HttpResponse<String>> asked(Asking asking) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return asking.ask();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }

    /** Which version an issuer uses. */
    private static long version(RunningIssuer issuer) throws Exception {
        return number(
                Caller.admin(issuer).get("/graph").headers().firstValue("ETag").orElseThrow());
    }

    private static long number(String tag) {
        return Long.parseLong(tag.replaceAll("\"|-.*", ""));
    }
}
