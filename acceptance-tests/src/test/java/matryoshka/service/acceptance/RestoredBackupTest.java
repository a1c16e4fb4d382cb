package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import matryoshka.service.start.restore.FindUndone;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is restored from a backup: tags and tokens from before do not match what is made afterwards. */
class RestoredBackupTest {
    private static final String FIRST = "services: {s: {scopes: {'s:x': ''}}, t: {scopes: {'t:x': '', 't:y': ''}}}";
    private static final String WITH_A = "services: {a: {scopes: {'a:x': ''}}}";
    private static final String WITH_B = "services: {b: {scopes: {'b:x': ''}}}";

    @Test
    void tags_and_tokens_from_before_match_nothing_made_after(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create()) {
            String secret;
            ServiceClient receiver;
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of())) {
                issuer.publish(FIRST);
                secret = issuer.register("app", "s:x");
                receiver = ServiceClient.registered(issuer, "s", "");
                issuer.register("leaver", "s:x");
            }
            try (TestDatabase backup = database.copy()) {
                Read read;
                String token;
                List<String> log;
                try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of("audit.format", "json"));
                        AuditLines audit = AuditLines.json()) {
                    Caller.admin(issuer).patch("/graph", WITH_A);
                    read = Read.of(issuer);
                    Caller.admin(issuer).patch("/graph", "{dependencies: {st: {from: s, to: t, grants: ['t:x']}}}");
                    token = issuer.issued("app", secret, "s:x");
                    changeMore(issuer, new Revoking("app", secret));
                    log = audit.written();
                }
                assertThat(undone(database, log)).isEmpty();
                assertUndone(undone(backup, log));
                try (RunningIssuer restored = RunningIssuer.start(backup, dataDir, Map.of())) {
                    assertThat(Caller.admin(restored).patch("/graph", WITH_B).statusCode())
                            .isEqualTo(200);
                    assertOnlyTheNewIsRead(restored, read);
                    assertNothingIsOverwritten(restored, read);
                    assertTokenIsNobodys(restored, receiver.at(restored), token);
                }
            }
        }
    }

    private static void changeMore(RunningIssuer issuer, Revoking app) throws Exception {
        Caller admin = Caller.admin(issuer);
        app.revoke(issuer, app.token(issuer));
        admin.send("POST", "/revocations", "application/json", "{\"subject\": \"user 7\"}");
        issuer.register("joiner", "s:x");
        assertThat(admin.post("/clients/app/secrets").statusCode()).isLessThan(300);
        assertThat(admin.delete("/clients/leaver").statusCode()).isLessThan(300);
        assertThat(admin.post("/keys/rotate?compromised=all").statusCode()).isLessThan(300);
    }

    private static List<String> undone(TestDatabase database, List<String> log) {
        return new FindUndone(database.jdbi(), Instant.now(), Duration.ofHours(25)).in(log.stream());
    }

    private static void assertUndone(List<String> undone) {
        assertThat(undone)
                .anyMatch(line -> line.endsWith("graph version 2, published by admin, is missing."))
                .anyMatch(line -> line.endsWith("graph version 3, published by admin, is missing."))
                .anyMatch(line -> line.endsWith("client joiner is missing."))
                .anyMatch(line -> line.endsWith("client leaver was removed, and is back."))
                .anyMatch(line -> line.contains("client app was changed by admin (revision "))
                .anyMatch(line -> line.contains("tokens of subject \"user 7\" before "))
                .anyMatch(line -> line.startsWith("1 of 1 tokens that were revoked since "))
                .anyMatch(line -> line.matches(".* signing key .* was gone, and is active again."))
                .anyMatch(line -> line.matches(".* signing key .* is missing: .*"));
    }

    /** What a publisher has read of version 2. */
    private record Read(String tag, String clientTag) {
        static Read of(RunningIssuer issuer) throws Exception {
            return new Read(tag(issuer, "/graph"), tag(issuer, "/clients/app"));
        }

        private static String tag(RunningIssuer issuer, String path) throws Exception {
            return Answers.send(issuer.asAdmin(path))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
        }
    }

    private static void assertOnlyTheNewIsRead(RunningIssuer restored, Read read) throws Exception {
        for (String path : new String[] {"/graph", "/graph?version=2", "/graph.dot", "/graph/services/b"}) {
            HttpResponse<String> answer = Answers.send(restored.asAdmin(path).header("If-None-Match", read.tag()));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).matches(body -> body.contains("b:x") || body.contains("\"b\""));
        }
    }

    private static void assertNothingIsOverwritten(RunningIssuer restored, Read read) throws Exception {
        Caller admin = Caller.admin(restored);
        assertProblem(admin.put("/graph", FIRST, "If-Match", read.tag()), 412);
        assertProblem(admin.put("/graph?dry_run=true", FIRST, "If-Match", read.tag()), 412);
        assertProblem(admin.put("/graph/services/s", "{scopes: {'s:x': ''}}", "If-Match", read.tag()), 412);
        assertProblem(admin.delete("/graph/services/b", "If-Match", read.tag()), 412);
        JsonNode graph = Answers.json(admin.get("/graph"));
        assertThat(graph.at("/services/b").isObject()).isTrue();
    }

    /** Its plan is unknown to this database. */
    private static void assertTokenIsNobodys(RunningIssuer restored, ServiceClient receiver, String token)
            throws Exception {
        ServiceClient gateway = ServiceClient.registered(restored, "gateway", "tokens:introspect");
        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(receiver.seesDead(token)).isTrue();
        assertOAuthError(receiver.exchange(token, ""), 400, "invalid_request");
        JsonNode place = Revoking.payload(token).at("/status/status_list");
        for (int i = 0; i < 5; i++) {
            ServiceClient later = ServiceClient.registered(restored, "later-" + i, "t:x t:y");
            JsonNode other =
                    Revoking.payload(later.token(i % 2 == 0 ? "t:x" : "t:y")).at("/status/status_list");
            assertThat(other).isNotEqualTo(place);
        }
    }
}
