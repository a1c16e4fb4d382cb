package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import matryoshka.service.IssuerApplication;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One of two instances has a wrong clock. It reports that and serves nothing; the other is not affected. */
@ExtendWith(SharedIssuer.class)
class ClocksApartTest {
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    /** On a machine whose clock the test sets. */
    public static final class OnAnotherMachine extends IssuerApplication {
        @Override
        protected Clock clock() {
            Clock right = super.clock();
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return right.getZone();
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return right.instant().plus(AHEAD.get());
                }
            };
        }
    }

    private static RunningIssuer wrong;
    private static Revoking shop;
    private static Revoking stranger;
    private static Exchanging service;

    @BeforeAll
    static void start_the_other_one(RunningIssuer right, TestDatabase database, @TempDir Path folder) throws Exception {
        AHEAD.set(TWO_DAYS);
        wrong = RunningIssuer.start(OnAnotherMachine.class, database, folder, Map.of());
        right.publish("""
                services: {clock-a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
                dependencies: {ab: {from: clock-a, to: b, grants: ['b:x'], sharing: exchange}}
                """);
        shop = Revoking.registered(right, "clock-shop", "a:x tokens:introspect");
        stranger = Revoking.registered(right, "clock-stranger", "");
        service = Exchanging.register(right, "clock-a");
        Soon.holds(() -> service.ask(wrong, "x", "").statusCode() != 401);
    }

    @AfterAll
    static void stop() {
        wrong.close();
    }

    @BeforeEach
    void set_it_wrong() {
        AHEAD.set(TWO_DAYS);
    }

    @Test
    void it_is_unhealthy_and_says_why() throws Exception {
        JsonNode clock = health(wrong).get("clock");

        assertThat(clock.get("healthy").booleanValue()).isFalse();
        assertThat(clock.get("message").textValue())
                .matches("This machine's clock is 17[0-9]{4}[.][0-9] s ahead of the database's[.]");
        assertThat(clock.get("serving").booleanValue()).isFalse();
    }

    @Test
    void it_neither_mints_nor_introspects_nor_revokes(RunningIssuer right) throws Exception {
        String token = right.issued(shop.clientId(), shop.secret(), "a:x");

        assertUnavailable(wrong.token(shop.clientId(), shop.secret(), "&scope=a:x"));
        assertUnavailable(service.ask(wrong, token, "&audience=b"));
        assertUnavailable(shop.revoke(wrong, token));
        assertUnavailable(introspect(wrong, token));
        Caller admin = new Caller(wrong, right.adminToken());
        assertProblem(admin.send("POST", "/revocations", "application/json", "{\"client_id\": \"clock-shop\"}"), 503);
        assertProblem(admin.send("POST", "/graph/explain", "application/json", "{\"token\": \"x\"}"), 503);
        assertProblem(admin.put("/graph/services/never", "{}"), 503);
        assertProblem(send(wrong.to("/oauth2/status/1000")), 503);
        assertThat(admin.get("/graph").statusCode()).isEqualTo(200);
        assertThat(stranger.seesAlive(right, token)).isTrue();
        assertThat(json(introspect(right, token)).get("active").booleanValue()).isTrue();
    }

    @Test
    void when_its_clock_is_right_again_it_serves(RunningIssuer right) throws Exception {
        AHEAD.set(Duration.ofSeconds(-29));
        assertThat(wrong.token(shop.clientId(), shop.secret(), "&scope=a:x").statusCode())
                .isEqualTo(200);
        String token = wrong.issued(shop.clientId(), shop.secret(), "a:x");

        // It uses the database's clock, so its own does not matter.
        long iat = Revoking.payload(token).get("iat").longValue();
        assertThat(Clock.systemUTC().instant().getEpochSecond() - iat).isBetween(-1L, 5L);
        assertThat(health(wrong).at("/clock/healthy").booleanValue()).isTrue();
        assertThat(stranger.seesAlive(right, token)).isTrue();
        shop.revoke(wrong, token);
        Soon.holds(() -> !stranger.seesAlive(right, token));
    }

    private static HttpResponse<String> introspect(RunningIssuer issuer, String token) throws Exception {
        return send(issuer.to("/oauth2/introspect")
                .header("Authorization", RunningIssuer.basic(shop.clientId(), shop.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token))));
    }

    private static JsonNode health(RunningIssuer issuer) throws Exception {
        return json(send(Answers.to(issuer.adminPort(), "/healthcheck")));
    }

    private static void assertUnavailable(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
