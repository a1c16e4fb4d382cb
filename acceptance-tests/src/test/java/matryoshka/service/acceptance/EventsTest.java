package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.EventWorld.listen;
import static matryoshka.service.acceptance.EventWorld.patch;
import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedSubscriber;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.ScrapedMetrics;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /graph/events}: reports each version with its effect on tokens. */
@ExtendWith(IssuerExtension.class)
class EventsTest {
    private RunningIssuer issuer;

    @BeforeEach
    void publish_the_graph(RunningIssuer running, TestDatabase database) throws Exception {
        issuer = running;
        long version = issuer.publish(EventWorld.GRAPH);
        Soon.holds(() -> takenDown(database) == version);
    }

    @Test
    void an_event_lists_the_tokens_that_became_stale_or_fresh_again() throws Exception {
        String token = EventWorld.token(issuer, "changing");
        JsonNode outer = Revoking.payload(token);
        String plan = outer.at("/graph/plan").textValue();
        try (PlayedSubscriber subscriber = listen(issuer)) {
            long before = issuer.read("/graph/versions?limit=1")
                    .at("/versions/0/version")
                    .longValue();
            long version = patch(issuer, EventWorld.MORE);

            PlayedSubscriber.Event stale = subscriber.next(version);
            assertThat(stale.id()).matches(version + "-[0-9a-f]{12}");
            assertThat(stale.name()).isEqualTo("published");
            assertThat(stale.data().get("version").longValue()).isEqualTo(version);
            assertThat(stale.data().get("published_by").textValue()).isEqualTo("admin");
            assertThat(stale.data().get("message").textValue()).isEqualTo("why");
            assertThat(stale.data().get("published_at").textValue()).endsWith("Z");
            assertThat(stale.data().get("fresh")).isEmpty();
            assertThat(nodes(stale, "stale")).contains(plan);
            assertThat(audiences(stale, "stale")).containsExactlyInAnyOrder("a", "https://b.example");
            assertThat(stale.data().get("stale")).allSatisfy(node -> {
                assertThat(node.get("missing").booleanValue()).isTrue();
                assertThat(node.get("excess").booleanValue()).isFalse();
                assertThat(node.get("changed").booleanValue()).isFalse();
            });

            Caller.admin(issuer).post("/graph/versions/" + before + "/restore", "If-Match", "*");
            PlayedSubscriber.Event fresh = subscriber.next();
            assertThat(fresh.data().get("stale")).isEmpty();
            assertThat(nodes(fresh, "fresh")).containsExactlyInAnyOrderElementsOf(nodes(stale, "stale"));
        }
    }

    @Test
    void a_change_without_effect_on_tokens_has_empty_lists() throws Exception {
        EventWorld.token(issuer, "unrelated");
        try (PlayedSubscriber subscriber = listen(issuer)) {
            long version = patch(issuer, "services: {c: {scopes: {'c:w': ''}}}");

            PlayedSubscriber.Event event = subscriber.next(version);
            assertThat(event.data().get("fresh")).isEmpty();
            // Tokens for the issuer itself become stale when their client is removed, as another test does.
            assertThat(audiences(event, "stale")).doesNotContain("a", "https://b.example");
        }
    }

    @Test
    void a_returning_listener_gets_the_events_that_it_missed(TestDatabase database) throws Exception {
        long seen = patch(issuer, "services: {d: {}}");
        long missed = patch(issuer, "services: {e: {}}");
        long latest = patch(issuer, "services: {f: {}}");
        Soon.holds(() -> takenDown(database) == latest);

        try (PlayedSubscriber byHeader = PlayedSubscriber.listen(
                        issuer.asAdmin("/graph/events").header("Last-Event-ID", Long.toString(seen)));
                PlayedSubscriber byQuery =
                        PlayedSubscriber.listen(issuer.asAdmin("/graph/events?last_event_id=" + missed));
                PlayedSubscriber fromTheStart =
                        PlayedSubscriber.listen(issuer.asAdmin("/graph/events?last_event_id=0"))) {
            Soon.holds(() -> !byHeader.isQuiet() && !fromTheStart.isQuiet());
            PlayedSubscriber.Event first = byHeader.next();
            assertThat(first.number()).isEqualTo(Long.toString(missed));
            try (PlayedSubscriber again =
                    PlayedSubscriber.listen(issuer.asAdmin("/graph/events").header("Last-Event-ID", first.id()))) {
                Soon.holds(() -> !again.isQuiet());
                assertThat(again.next().number()).isEqualTo(Long.toString(latest));
            }
            assertThat(byHeader.next().number()).isEqualTo(Long.toString(latest));
            Soon.holds(() -> !byQuery.isQuiet());
            assertThat(byQuery.next().number()).isEqualTo(Long.toString(latest));
            for (long version = 1; version <= latest; version++) {
                assertThat(fromTheStart.next().number()).isEqualTo(Long.toString(version));
            }
            Soon.holds(byHeader::hasHeartbeat);
            assertThat(byHeader.isQuiet()).isTrue();
        }
    }

    @Test
    void the_stream_must_not_be_cached() throws Exception {
        try (PlayedSubscriber subscriber = listen(issuer)) {
            assertThat(subscriber.answer().statusCode()).isEqualTo(200);
            assertThat(subscriber.answer().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(subscriber.answer().headers().firstValue("Cache-Control"))
                    .hasValue("no-store");
        }
        HttpRequest.Builder head = issuer.asAdmin("/graph/events").method("HEAD", BodyPublishers.noBody());
        assertThat(Answers.send(head).statusCode()).isEqualTo(200);
    }

    @Test
    void an_event_id_of_another_history_leads_to_a_reset() throws Exception {
        long latest = patch(issuer, "services: {g: {}}");
        for (String other : List.of(
                latest + "-000000000000", "1-000000000000", "0-000000000000", "999999", "999999-0123456789ab")) {
            try (PlayedSubscriber lost =
                    PlayedSubscriber.listen(issuer.asAdmin("/graph/events").header("Last-Event-ID", other))) {
                PlayedSubscriber.Event reset = lost.next();
                assertThat(reset.name()).isEqualTo("reset");
                assertThat(reset.id()).matches("[0-9]+-[0-9a-f]{12}");
                assertThat(reset.data().get("version").asText()).isEqualTo(reset.number());
            }
        }
    }

    @Test
    void a_malformed_event_id_is_refused() throws Exception {
        assertProblem(Caller.admin(issuer).get("/graph/events?last_event_id=-1"), 406);
        for (String wrong : List.of("x", "-1", "99999999999999999999")) {
            try (PlayedSubscriber refused =
                    PlayedSubscriber.listen(issuer.asAdmin("/graph/events").header("Last-Event-ID", wrong))) {
                assertThat(refused.answer().statusCode()).isEqualTo(400);
            }
        }
    }

    @Test
    void the_stream_ends_when_its_listener_loses_access() throws Exception {
        Caller listener = Caller.registered(issuer, "listener", "graph:read");
        try (PlayedSubscriber subscriber = PlayedSubscriber.listen(
                issuer.to("/graph/events").header("Authorization", "Bearer " + listener.token()))) {
            assertThat(subscriber.isEnded()).isFalse();
            Caller.admin(issuer).delete("/clients/listener");

            Soon.holds(subscriber::isEnded);
        }
    }

    @Test
    void a_listener_over_the_limit_is_told_to_retry_later() throws Exception {
        List<PlayedSubscriber> listening = new ArrayList<>();
        try {
            PlayedSubscriber last = listen(issuer);
            for (int count = 0; count < 100 && last.answer().statusCode() == 200; count++) {
                listening.add(last);
                last = listen(issuer);
            }
            listening.add(last);

            assertThat(last.answer().statusCode()).isEqualTo(503);
            assertThat(last.answer().headers().firstValue("Retry-After")).isPresent();
            assertThat(listening).hasSizeGreaterThan(50);
        } finally {
            for (PlayedSubscriber subscriber : listening) {
                subscriber.close();
            }
        }
        // Whoever listens next has room again once the issuer notices that these have left.
        Soon.holds(() -> ScrapedMetrics.of(issuer).sum("matryoshka_events_listeners", Map.of()) == 0);
        try (PlayedSubscriber again = listen(issuer)) {
            assertThat(again.answer().statusCode()).isEqualTo(200);
        }
    }

    private static long takenDown(TestDatabase database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select coalesce(max(version), 0) from graph_event")
                        .mapTo(long.class)
                        .one());
    }

    private static List<String> nodes(PlayedSubscriber.Event event, String list) {
        return event.data().get(list).findValuesAsText("plan");
    }

    private static List<String> audiences(PlayedSubscriber.Event event, String list) {
        List<String> audiences = new ArrayList<>();
        event.data()
                .get(list)
                .forEach(node -> node.get("aud").forEach(audience -> audiences.add(audience.textValue())));
        return audiences;
    }
}
