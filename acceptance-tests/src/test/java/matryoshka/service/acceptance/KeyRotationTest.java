package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing keys rotate at two instances while tokens are minted at both and verified elsewhere. */
class KeyRotationTest {
    private static final int ROTATIONS = 3;
    private static final String GRAPH = """
            services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
            dependencies: {ab: {from: a, to: b, grants: ['b:x']}}
            """;

    private static TestDatabase database = TestDatabases.create();
    private static List<RunningIssuer> issuers = List.of();
    private static String appSecret = "";
    private static String aSecret = "";
    private static String readerSecret = "";

    @BeforeAll
    static void start(@TempDir Path dataDir) throws Exception {
        Map<String, String> settings = Map.of("keys.jwksMaxAge", "1s");
        RunningIssuer first = RunningIssuer.start(database, dataDir, settings);
        issuers = List.of(first, RunningIssuer.start(database, dataDir, settings));
        first.publish(GRAPH);
        appSecret = ServiceClient.registered(first, "app", "a:x").secret();
        aSecret = ServiceClient.registered(first, "a", "tokens:introspect").secret();
        readerSecret = first.register("reader", "clients:read graph:read");
        for (RunningIssuer each : issuers) {
            Soon.holds(() -> each.token("app", appSecret, "").statusCode() == 200
                    && each.token("a", aSecret, "").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        issuers.forEach(RunningIssuer::close);
        database.close();
    }

    @Test
    void no_token_is_refused_while_keys_rotate_under_load() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(issuers.size());
        try {
            List<Future<Integer>> load = new ArrayList<>();
            for (int i = 0; i < issuers.size(); i++) {
                RunningIssuer minting = issuers.get(i);
                RunningIssuer other = issuers.get(1 - i);
                load.add(threads.submit(() -> mintAndVerify(minting, other, over)));
            }
            for (int i = 0; i < ROTATIONS; i++) {
                rotateAndWait(issuers.get(i % issuers.size()));
            }
            over.set(true);
            for (Future<Integer> verified : load) {
                assertThat(verified.get()).isGreaterThan(ROTATIONS);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** Returns how many tokens were verified. Fails at the first that is refused. */
    private static int mintAndVerify(RunningIssuer minting, RunningIssuer other, AtomicBoolean over) throws Exception {
        List<CachedKeys> verifiers = List.of(CachedKeys.strict(other), CachedKeys.nimbus(other));
        String first = app(minting).token("");
        int verified = 0;
        while (!over.get()) {
            String token = app(minting).token("");
            for (CachedKeys verifier : verifiers) {
                assertThat(verifier.verifies(token))
                        .as("by a library that caches the keys")
                        .isTrue();
                assertThat(verifier.verifies(first)).as("a token from before").isTrue();
            }
            assertThat(a(other).seesDead(token)).as("at the other instance").isFalse();
            verified++;
        }
        return verified;
    }

    private static void rotateAndWait(RunningIssuer issuer) throws Exception {
        String before = kid(app(issuer).token(""));
        assertThat(rotate(issuer, "").has("rotated")).isTrue();
        for (RunningIssuer each : issuers) {
            Soon.holds(() -> !kid(app(each).token("")).equals(before));
        }
        assertThat(states(issuer)).contains("next", "active", "retiring");
        assertThat(issuer.jwks()).contains(before);
    }

    @Test
    void tokens_of_a_compromised_key_die_everywhere_within_a_second() throws Exception {
        RunningIssuer first = issuers.get(0);
        String token = app(first).token("");

        JsonNode answer = rotate(first, "?compromised=true");

        assertThat(answer.get("rotated").booleanValue()).isTrue();
        assertThat(answer.toString()).doesNotContain("\"d\"", "\"x\"");
        assertThat(first.jwks()).doesNotContain(kid(token));
        for (RunningIssuer each : issuers) {
            Soon.holds(() -> a(each).seesDead(token));
            assertThat(each.jwks()).doesNotContain(kid(token));
            assertOAuthError(a(each).exchange(token, "&audience=b"), 400, "invalid_request");
            String later = app(each).token("");
            assertThat(kid(later)).isNotEqualTo(kid(token));
            assertThat(a(each).seesDead(later)).isFalse();
        }
    }

    @Test
    void only_who_may_rotate_keys_sees_their_states() throws Exception {
        RunningIssuer issuer = issuers.get(0);
        String token = issuer.issued("reader", readerSecret, "");

        assertProblem(send(issuer.to("/keys").header("Authorization", "Bearer " + token)), 403);
        assertProblem(
                send(issuer.to("/keys/rotate")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody())),
                403);
        assertThat(states(issuer)).contains("next", "active");
    }

    private static ServiceClient app(RunningIssuer issuer) {
        return new ServiceClient(issuer, "app", appSecret);
    }

    private static ServiceClient a(RunningIssuer issuer) {
        return new ServiceClient(issuer, "a", aSecret);
    }

    private static JsonNode rotate(RunningIssuer issuer, String query) throws Exception {
        return Answers.json(send(asOps(issuer, "/keys/rotate" + query).POST(BodyPublishers.noBody())));
    }

    private static List<String> states(RunningIssuer issuer) throws Exception {
        JsonNode keys = Answers.json(send(asOps(issuer, "/keys"))).get("keys");
        return StreamSupport.stream(keys.spliterator(), false)
                .map(key -> key.get("state").textValue())
                .toList();
    }

    /** With a new token each time, since a compromised key takes the old ones with it. */
    private static HttpRequest.Builder asOps(RunningIssuer issuer, String path) throws Exception {
        JsonNode admin = new ObjectMapper().readTree(issuer.adminFile().toFile());
        String token = issuer.issued(
                admin.get("client_id").textValue(), admin.get("client_secret").textValue(), "keys:rotate");
        return issuer.to(path).header("Authorization", "Bearer " + token);
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
