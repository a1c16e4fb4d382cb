package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.PlayedProvider.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of the keys of a trusted issuer. */
class KeySetStateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PlayedProvider provider = PlayedProvider.start("https://provider.example");
    private final PlayedClock clock = new PlayedClock();
    private final OutboundHttp http = new OutboundHttp(TestIssuers.DEVELOPMENT);
    private final IssuerKeys keys = new IssuerKeys(http, clock, Caches.memory());
    private final KeySource fetched = new KeySource("issuer acme", null, provider.jwksUri());

    @BeforeEach
    void start() throws Exception {
        http.start();
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        http.stop();
    }

    @Test
    void looking_at_keys_fetches_nothing() {
        assertThat(state(fetched))
                .isEqualTo(TestIssuers.json("{'jwks_uri': '" + provider.jwksUri() + "', 'keys': [], 'unusable': []}"));
        assertThat(provider.requests()).isZero();
    }

    @Test
    void fetched_keys_are_shown_with_the_time_of_the_fetch() {
        long begun = now();
        assertThat(keys.fetchAgain(fetched)).isTrue();
        clock.turn(Duration.ofSeconds(5));

        JsonNode state = state(fetched);
        assertThat(state.at("/keys/0/kid").textValue()).isEqualTo("first");
        assertThat(state.at("/keys/0/algorithms")).hasSize(1);
        assertThat(state.get("fetched_at").longValue()).isEqualTo(begun);
        assertThat(state.get("attempted_at").longValue()).isEqualTo(begun);
        assertThat(state.has("failure")).isFalse();
    }

    @Test
    void a_failed_fetch_is_shown_beside_the_keys_that_are_still_used() {
        long first = now();
        keys.fetchAgain(fetched);
        provider.behave(Behaviour.FAIL);
        clock.turn(MINUTE);
        long second = now();
        keys.fetchAgain(fetched);

        JsonNode state = state(fetched);
        assertThat(state.get("keys")).hasSize(1);
        assertThat(state.get("fetched_at").longValue()).isEqualTo(first);
        assertThat(state.get("attempted_at").longValue()).isEqualTo(second);
        assertThat(state.get("failure").textValue()).startsWith("jwks_uri answered with status 5");
        assertThat(state.get("next_fetch_at").longValue()).isEqualTo(second + 2);

        provider.behave(Behaviour.SERVE);
        clock.turn(MINUTE);
        keys.fetchAgain(fetched);
        assertThat(state(fetched).has("failure")).isFalse();
    }

    @Test
    void keys_that_are_too_old_to_be_used_are_not_shown() {
        keys.fetchAgain(fetched);
        clock.turn(Duration.ofHours(25));

        assertThat(state(fetched).get("keys")).isEmpty();
        assertThat(state(fetched).has("fetched_at")).isFalse();
        assertThat(state(fetched).has("attempted_at")).isTrue();
    }

    @Test
    void operators_fetch_no_more_often_than_tokens_may() {
        assertThat(keys.fetchAgain(fetched)).isTrue();
        assertThat(keys.fetchAgain(fetched)).isTrue();
        assertThat(keys.fetchAgain(fetched)).isFalse();
        assertThat(provider.requests()).isEqualTo(2);
        assertThat(state(fetched).get("next_fetch_at").longValue()).isEqualTo(now() + MINUTE.toSeconds());
    }

    @Test
    void a_key_that_cannot_be_used_is_shown_with_the_reason() throws Exception {
        String usable = PlayedKeys.make("ES256", "good").toJson();
        provider.publish("""
                {"keys": [%s, {"kty": "oct", "kid": "odd"}, {"kty": "RSA", "use": "enc", "kid": "not-for-signatures"}]}""".formatted(usable));
        keys.fetchAgain(fetched);

        assertThat(state(fetched).get("keys")).hasSize(1);
        assertThat(state(fetched).get("unusable"))
                .isEqualTo(TestIssuers.json("[{'kid': 'odd', 'reason': 'its type, curve or value is not supported'}]"));
    }

    @Test
    void registered_keys_are_shown_and_not_fetched() throws Exception {
        KeySource given = new KeySource(
                "issuer acme",
                "{\"keys\": [" + PlayedKeys.make("ES256", "given").toJson() + "]}",
                null);

        assertThat(keys.fetchAgain(given)).isFalse();
        assertThat(state(given))
                .isEqualTo(TestIssuers.json("{'keys': [{'kid': 'given', 'algorithms': ['ES256']}], 'unusable': []}"));
    }

    private JsonNode state(KeySource source) {
        return KeySetJson.state(source.jwksUri(), keys.state(source), clock.instant());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
