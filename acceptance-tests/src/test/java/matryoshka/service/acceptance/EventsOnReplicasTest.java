package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.EventWorld.listen;
import static matryoshka.service.acceptance.EventWorld.patch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.PlayedReceiver;
import matryoshka.service.testing.PlayedSubscriber;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several issuers on one database, one of them restarted: every event is reported, and only once. */
class EventsOnReplicasTest {
    private static final Map<String, String> SETTINGS = Map.of("trust.allowLoopback", "true");
    private static final String BACK = "dependencies: {a-b: {grants: ['b:y']}}";

    @Test
    void every_instance_reports_what_one_has_published(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer first = RunningIssuer.start(database, dataDir, SETTINGS);
                RunningIssuer second = RunningIssuer.start(database, dataDir, SETTINGS);
                PlayedReceiver receiver = PlayedReceiver.start()) {
            first.publish(EventWorld.GRAPH);
            register(first, receiver);
            EventWorld.token(first, "shop");
            try (PlayedSubscriber one = listen(first);
                    PlayedSubscriber other = listen(second)) {
                for (int round = 0; round < 3; round++) {
                    long version = patch(round % 2 == 0 ? second : first, round % 2 == 0 ? EventWorld.MORE : BACK);
                    PlayedSubscriber.Event told = one.next(version);
                    assertThat(other.next(version)).isEqualTo(told);
                    assertThat(told.data().get(round % 2 == 0 ? "stale" : "fresh"))
                            .hasSize(2);
                }
            }

            Soon.holds(() -> ids(receiver).size() == 3 && pending(second) == 0);
            assertThat(receiver.pushes()).hasSize(3);
        }
    }

    @Test
    void an_instance_looks_up_an_unknown_client_before_it_calls_its_tokens_stale(@TempDir Path dataDir)
            throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer second = RunningIssuer.start(database, dataDir, SETTINGS)) {
            second.publish(EventWorld.GRAPH);
            try (RunningIssuer first = RunningIssuer.start(database, dataDir, SETTINGS)) {
                database.jdbi()
                        .useHandle(
                                handle -> handle.execute(
                                        "alter table client disable trigger all; alter table client_secret disable trigger all"));
                EventWorld.token(first, "shop");
            }
            try (PlayedSubscriber subscriber = listen(second)) {
                PlayedSubscriber.Event told = subscriber.next(patch(second, EventWorld.MORE));

                assertThat(told.data().get("stale")).hasSize(2).allSatisfy(node -> {
                    assertThat(node.get("missing").booleanValue()).isTrue();
                    assertThat(node.get("excess").booleanValue()).isFalse();
                });
            }
        }
    }

    @Test
    void undelivered_events_are_sent_after_a_restart(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                PlayedReceiver receiver = PlayedReceiver.start()) {
            receiver.fail(Integer.MAX_VALUE);
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, SETTINGS)) {
                issuer.publish(EventWorld.GRAPH);
                register(issuer, receiver);
                EventWorld.token(issuer, "shop");
                patch(issuer, EventWorld.MORE);
                Soon.holds(() -> !receiver.pushes().isEmpty());
            }

            receiver.fail(0);
            try (RunningIssuer again = RunningIssuer.start(database, dataDir, SETTINGS)) {
                Soon.holds(() -> pending(again) == 0);
                assertThat(receiver.pushes()).hasSizeGreaterThan(1);
                assertThat(ids(receiver)).hasSize(1);
                assertThat(again.read("/webhooks/b").has("delivered_version")).isTrue();
            }
        }
    }

    @Test
    void a_restarted_instance_reads_the_recorded_staleness(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create()) {
            String stale;
            String fresh;
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, SETTINGS)) {
                issuer.publish(EventWorld.GRAPH);
                stale = EventWorld.token(issuer, "shop");
                fresh = issuer.issued("aside", issuer.register("aside", "b:z"), "");
                long version = patch(issuer, EventWorld.OTHER);
                Soon.holds(() -> recorded(database) == version);
            }
            database.jdbi()
                    .useHandle(handle -> handle.execute("update plan set entered_at = entered_at - interval '1 hour'"));
            try (RunningIssuer again = RunningIssuer.start(database, dataDir, SETTINGS)) {
                assertThat(OutsideStatus.of(again, stale)).isEqualTo(3);
                assertThat(OutsideStatus.of(again, fresh)).isZero();

                Caller.admin(again).send("PUT", "/clients/aside", "application/json", "{\"scope\": \"b:y\"}");
                Soon.holds(() -> OutsideStatus.of(again, fresh) == 3);
            }
        }
    }

    private static long recorded(TestDatabase database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select coalesce(max(version), 0) from graph_event")
                        .mapTo(long.class)
                        .one());
    }

    private static void register(RunningIssuer issuer, PlayedReceiver receiver) throws Exception {
        assertThat(Caller.admin(issuer)
                        .send("PUT", "/webhooks/b", "application/json", "{\"url\": \"" + receiver.url() + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static long pending(RunningIssuer issuer) throws Exception {
        return issuer.read("/webhooks/b").get("pending").longValue();
    }

    private static Set<String> ids(PlayedReceiver receiver) {
        return receiver.pushes().stream()
                .map(push -> {
                    try {
                        return Revoking.payload(push.token()).get("jti").textValue();
                    } catch (IOException malformed) {
                        throw new AssertionError(malformed);
                    }
                })
                .collect(Collectors.toSet());
    }
}
