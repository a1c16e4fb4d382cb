package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedReceiver;
import matryoshka.service.testing.PlayedSubscriber;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More plans than the limits allow, or than an answer lists. */
class ManyPlansTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(
            Map.of("plans.maxPerClient", "8", "plans.impactEntries", "2", "trust.allowLoopback", "true"));

    private static final String GRAPH = """
            services:
              front: {scopes: {"f:1": "", "f:2": "", "f:3": "", "f:4": ""}}
              back: {scopes: {"b:1": "", "b:2": "", "b:3": "", "b:4": ""}}
              aside: {scopes: {"a:1": ""}}
            dependencies:
              front-back: {from: front, to: back, grants: ["b:1", "b:2", "b:3", "b:4"], sharing: exchange}
            """;
    private static final List<String> SUBSETS =
            List.of("1", "2", "3", "4", "1 2", "1 3", "1 4", "2 3", "2 4", "3 4", "1 2 3", "2 3 4");

    private RunningIssuer issuer;

    @BeforeEach
    void publish(RunningIssuer running, TestDatabase database) throws Exception {
        issuer = running;
        long version = issuer.publish(GRAPH);
        Soon.holds(() -> recorded(database) == version);
    }

    @Test
    void a_client_that_requests_ever_new_plans_is_stopped_alone() throws Exception {
        String secret = issuer.register("greedy", "f:1 f:2 f:3 f:4");
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String subset : SUBSETS) {
            answers.add(asked("greedy", secret, subset));
        }

        assertThat(answers.subList(0, 8)).allMatch(answer -> answer.statusCode() == 200);
        for (HttpResponse<String> refused : answers.subList(8, SUBSETS.size())) {
            assertOAuthError(refused, 503, "temporarily_unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("8 distinct live tokens");
        }
        assertThat(asked("greedy", secret, SUBSETS.get(3)).statusCode()).isEqualTo(200);
        String other = issuer.register("modest", "f:1");
        assertThat(asked("modest", other, "1").statusCode()).isEqualTo(200);
    }

    @Test
    void exchanges_for_ever_new_plans_leave_room_for_the_origin_client() throws Exception {
        String secret = issuer.register("victim", "f:1 f:2 f:3 f:4");
        Exchanging service = Exchanging.register(issuer, "front");
        String token = issuer.issued("victim", secret, "f:1");
        int exchanged = 0;
        for (String subset : SUBSETS) {
            HttpResponse<String> answer = service.ask(issuer, token, "&audience=back&scope=" + scopes("b", subset));
            exchanged += answer.statusCode() == 200 ? 1 : 0;
            if (answer.statusCode() != 200) {
                assertOAuthError(answer, 503, "temporarily_unavailable");
            }
        }

        assertThat(exchanged).isEqualTo(2);
        for (String subset : SUBSETS.subList(1, 5)) {
            assertThat(asked("victim", secret, subset).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_impact_is_truncated_and_says_so() throws Exception {
        String secret = issuer.register("widely", "f:1 f:2 f:3 f:4");
        for (String subset : SUBSETS.subList(0, 3)) {
            asked("widely", secret, subset);
        }

        HttpResponse<String> answer =
                Caller.admin(issuer).patch("/graph?dry_run=true", "services: {front: {lifetime: PT1M}}");
        JsonNode impact = json(answer).get("impact");

        assertThat(impact.get("plans")).hasSize(2);
        assertThat(impact.get("partial").booleanValue()).isTrue();
        JsonNode elsewhere = json(Caller.admin(issuer)
                        .patch("/graph?dry_run=true", "services: {aside: {lifetime: PT1M}}"))
                .get("impact");
        assertThat(elsewhere.get("plans")).isEmpty();
        assertThat(elsewhere.get("partial").booleanValue()).isFalse();
        JsonNode reach = json(Caller.admin(issuer)
                        .patch(
                                "/graph?dry_run=true",
                                "services: {back: {scopes: {'b:5': '', 'b:6': '', 'b:7': ''}}}\n"
                                        + "dependencies: {front-back: {grants: ['b:5', 'b:6', 'b:7']}}"))
                .get("impact");
        assertThat(reach.get("new_reach")).hasSize(2);
        assertThat(reach.get("partial").booleanValue()).isTrue();
    }

    @Test
    void an_event_lists_a_thousand_nodes_and_says_that_there_are_more(TestDatabase database) throws Exception {
        String secret = issuer.register("popular", "f:1");
        String token = issuer.issued("popular", secret, "f:1");
        String plan = Revoking.payload(token).at("/graph/plan").textValue();
        copies(database, plan, 1_100);
        try (PlayedReceiver receiver = PlayedReceiver.start();
                PlayedSubscriber subscriber = EventWorld.listen(issuer)) {
            Caller.admin(issuer)
                    .send("PUT", "/webhooks/aside", "application/json", "{\"url\": \"" + receiver.url() + "\"}");
            long version = EventWorld.patch(issuer, "services: {front: {lifetime: PT1M}}");
            Soon.holds(() -> !subscriber.isQuiet());

            PlayedSubscriber.Event event = subscriber.next();
            assertThat(event.id()).startsWith(version + "-");
            assertThat(event.data().get("partial").booleanValue()).isTrue();
            assertThat(event.data().get("stale").size()
                            + event.data().get("fresh").size())
                    .isEqualTo(1_000);
            Soon.holds(() -> !receiver.pushes().isEmpty());
            JsonNode told = Revoking.payload(receiver.pushes().get(0).token())
                    .get("events")
                    .get(RunningIssuer.URL + "/events/graph-published");
            assertThat(told.get("stale")).isEmpty();
            assertThat(told.get("partial").booleanValue()).isTrue();
        }
        assertThat(stale(database)).isGreaterThan(1_100);

        database.jdbi().useHandle(handle -> handle.execute("delete from plan where id like 'copy%'"));
    }

    @Test
    void what_a_changed_registration_makes_stale_is_recorded_too(TestDatabase database) throws Exception {
        String secret = issuer.register("changing", "f:1 f:2");
        String token = issuer.issued("changing", secret, "f:1 f:2");
        String plan = Revoking.payload(token).at("/graph/plan").textValue();

        register("changing", "f:1");
        Soon.holds(() -> isStale(database, plan));
        register("changing", "f:1 f:2");
        Soon.holds(() -> !isStale(database, plan));
    }

    private void register(String client, String scope) throws Exception {
        HttpResponse<String> answer = Caller.admin(issuer)
                .send("PUT", "/clients/" + client, "application/json", "{\"scope\": \"" + scope + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> asked(String client, String secret, String subset) throws Exception {
        return issuer.token(client, secret, "&scope=" + scopes("f", subset));
    }

    private static String scopes(String service, String subset) {
        return RunningIssuer.encoded(service + ":" + subset.replace(" ", " " + service + ":"));
    }

    /** Inserts many plans of one token. Their tokens are stale, since no graph gives these ids. */
    private static void copies(TestDatabase database, String plan, int count) {
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into plan (id, client_id, requested, chain, nodes, size, graph_version, footprint)
                    select 'copy' || n, client_id, requested, chain,
                           jsonb_set(nodes, '{0,id}', to_jsonb('copy' || n)), size, graph_version, footprint
                    from plan, generate_series(1, ?) as n where id = ?
                    """, count, plan);
            handle.execute("""
                    insert into plan_use
                    select id, p.client_id, p.client_id, now(), now(), now() + interval '1 hour' from plan p where id like 'copy%'
                    """);
            handle.execute("insert into plan_node select id, id from plan where id like 'copy%'");
        });
    }

    private static long recorded(TestDatabase database) {
        return number(database, "select coalesce(max(version), 0) from graph_event");
    }

    private static long stale(TestDatabase database) {
        return number(database, "select count(*) from stale_node");
    }

    private static boolean isStale(TestDatabase database, String node) {
        return number(database, "select count(*) from stale_node where id = '" + node + "'") == 1;
    }

    private static long number(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }
}
