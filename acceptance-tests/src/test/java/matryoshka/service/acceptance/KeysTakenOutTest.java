package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signing key that is deleted from the database stops signing and verifying at once on every instance. */
class KeysTakenOutTest {
    private static final String GRAPH = """
            services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
            dependencies: {ab: {from: a, to: b, grants: ['b:x']}}
            """;

    @Test
    void a_deleted_key_neither_signs_nor_verifies(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer first = RunningIssuer.start(database, dataDir, Map.of());
                RunningIssuer second = RunningIssuer.start(database, dataDir, Map.of())) {
            first.publish(GRAPH);
            ServiceClient app = ServiceClient.registered(first, "app", "a:x");
            ServiceClient a = ServiceClient.registered(first, "a", "tokens:introspect");
            String token = app.token("");
            for (RunningIssuer each : List.of(first, second)) {
                Soon.holds(() -> each.token(a.clientId(), a.secret(), "").statusCode() == 200);
                Soon.holds(() -> !a.at(each).seesDead(token));
            }
            String etag = matryoshka.service.testing.Answers.send(first.to("/oauth2/jwks"))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();

            database.jdbi().useHandle(handle -> handle.execute("delete from signing_key"));

            for (RunningIssuer each : List.of(first, second)) {
                Soon.holds(() -> a.at(each).seesDead(token));
                assertThat(each.jwks()).doesNotContain(kid(token));
                assertOAuthError(a.at(each).exchange(token, "&audience=b"), 400, "invalid_request");
                assertThat(kid(app.at(each).token(""))).isNotEqualTo(kid(token));
                assertThat(matryoshka.service.testing.Answers.send(
                                        each.to("/oauth2/jwks").header("If-None-Match", etag))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(first.jwks()).isEqualTo(second.jwks());
            String later = app.token("");
            Soon.holds(() -> !a.at(second).seesDead(later));
        }
    }

    @Test
    void a_retired_key_only_verifies(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of())) {
            issuer.publish(GRAPH);
            ServiceClient app = ServiceClient.registered(issuer, "app", "a:x");
            ServiceClient a = ServiceClient.registered(issuer, "a", "tokens:introspect");
            String token = app.token("");

            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "update signing_key set retired_at = greatest(clock_timestamp(), created_at)"));

            Soon.holds(() -> !kid(app.token("")).equals(kid(token)));
            assertThat(a.seesDead(token)).isFalse();
            assertThat(issuer.jwks()).contains(kid(token));
        }
    }

    private static String kid(String token) throws Exception {
        return new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(token.split("[.]", -1)[0]))
                .get("kid")
                .textValue();
    }
}
