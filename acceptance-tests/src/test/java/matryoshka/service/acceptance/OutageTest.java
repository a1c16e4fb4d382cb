package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is down for a while: tokens are issued for some time, then no more, and again when it is back. */
class OutageTest {
    @RegisterExtension
    static final IssuerExtension ISSUER =
            new IssuerExtension(Map.of("database.maxWaitForConnection", "300ms", "tokens.maxDisconnected", "6s"));

    @Test
    void the_issuer_survives_an_outage_of_the_database(RunningIssuer issuer, TestDatabase database) throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': '', 'a:y': ''}}}");
        String secret = issuer.register("app", "a:x a:y");
        issuer.issued("app", secret, "a:x");

        database.goAway();

        assertThat(issuer.token("app", secret, "&scope=a:x").statusCode()).isEqualTo(200);
        assertThat(probe(issuer, "/ready")).isEqualTo(200);
        HttpResponse<String> unused = issuer.token("app", secret, "&scope=a:y");
        assertOAuthError(unused, 503, "temporarily_unavailable");
        assertThat(unused.headers().firstValue("Retry-After")).isPresent();

        Soon.holds(() -> health(issuer).statusCode() == 500);
        HttpResponse<String> sick = health(issuer);
        assertThat(json(sick).at("/graph/healthy").booleanValue()).isFalse();
        assertThat(json(sick).at("/graph/age_ms").longValue()).isGreaterThan(5_000);
        assertThat(sick.body())
                .doesNotContain(
                        database.jdbcUrl(), database.user(), "localhost", "127.0.0.1", "stack", "Exception", "\tat ");

        Soon.holds(() -> issuer.token("app", secret, "&scope=a:x").statusCode() == 503);
        assertThat(probe(issuer, "/ready")).isEqualTo(503);
        assertThat(probe(issuer, "/live")).isEqualTo(200);
        assertOAuthError(issuer.token("app", secret, "&scope=a:x"), 503, "temporarily_unavailable");
        assertOAuthError(issuer.token("app", "wrong", "&scope=a:x"), 401, "invalid_client");

        database.comeBack();

        Soon.holds(() -> issuer.token("app", secret, "&scope=a:y").statusCode() == 200);
        Soon.holds(() -> health(issuer).statusCode() == 200);
        assertThat(probe(issuer, "/ready")).isEqualTo(200);
        assertThat(json(health(issuer)).at("/graph/lag").longValue()).isZero();
    }

    private static int probe(RunningIssuer issuer, String path) throws Exception {
        return Answers.send(Answers.to(issuer.adminPort(), path)).statusCode();
    }

    private static HttpResponse<String> health(RunningIssuer issuer) throws Exception {
        return Answers.send(Answers.to(issuer.adminPort(), "/healthcheck"));
    }
}
