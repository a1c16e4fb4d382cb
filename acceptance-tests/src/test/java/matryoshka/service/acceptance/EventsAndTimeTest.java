package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.EventWorld.introspected;
import static matryoshka.service.acceptance.EventWorld.listen;
import static matryoshka.service.acceptance.EventWorld.patch;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import matryoshka.service.testing.PlayedSubscriber;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of time on listeners, and on tokens with a deficit. */
class EventsAndTimeTest {
    @Test
    void the_stream_ends_when_the_token_that_opened_it_expires(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of("tokens.lifetime", "4s"));
                PlayedSubscriber subscriber = listen(issuer)) {
            assertThat(subscriber.answer().statusCode()).isEqualTo(200);
            Soon.holds(subscriber::isEnded);
        }
    }

    @Test
    void deficit_has_a_grace_period_and_excess_has_none(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of("staleness.missingGrace", "4s"))) {
            issuer.publish(EventWorld.GRAPH);
            String secret = issuer.register("inspector", "tokens:introspect");
            String token = EventWorld.token(issuer, "shop");

            patch(issuer, EventWorld.MORE);
            assertThat(isStale(issuer, secret, token)).isFalse();
            Soon.holds(() -> isStale(issuer, secret, token));

            String latest = EventWorld.token(issuer, "other-shop");
            assertThat(isStale(issuer, secret, latest)).isFalse();
            patch(issuer, EventWorld.OTHER);
            assertThat(isStale(issuer, secret, latest)).isTrue();
        }
    }

    private static boolean isStale(RunningIssuer issuer, String secret, String token) throws Exception {
        return introspected(issuer, secret, token).at("/graph/stale").booleanValue();
    }
}
