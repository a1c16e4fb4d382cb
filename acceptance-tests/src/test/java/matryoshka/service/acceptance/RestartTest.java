package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The issuer's state survives a restart. */
@ExtendWith(PostgresExtension.class)
class RestartTest {
    private static final String PLAN = "/graph/plan?client_id=web-shop";

    @Test
    void a_restarted_issuer_continues(TestDatabase database, @TempDir Path dataDir) throws Exception {
        String secret;
        String token;
        String jwks;
        JsonNode graph;
        JsonNode plan;
        try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of())) {
            issuer.publish(Files.readString(Path.of("../examples/shop.yaml")));
            secret = issuer.register("web-shop", "orders:place");
            token = issuer.issued("web-shop", secret, "");
            jwks = issuer.jwks();
            graph = issuer.read("/graph");
            plan = issuer.read(PLAN);
        }
        byte[] adminFile = Files.readAllBytes(dataDir.resolve("admin-client.json"));

        try (RunningIssuer again = RunningIssuer.start(database, dataDir, Map.of())) {
            assertThat(again.jwks()).isEqualTo(jwks);
            assertThat(again.read("/graph")).isEqualTo(graph);
            assertThat(again.read(PLAN)).isEqualTo(plan);
            OutsideTree.assertPlanned(again, token, "ES256", plan);
            OutsideTree.assertPlanned(again, again.issued("web-shop", secret, ""), "ES256", plan);
            assertThat(again.adminFile()).hasBinaryContent(adminFile);
        }
    }

    @Test
    void what_was_revoked_stays_revoked(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create()) {
            Revoking shop;
            Revoking stranger;
            String revoked;
            String byClient;
            String alive;
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of())) {
                issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
                shop = Revoking.registered(issuer, "shop", "a:x");
                stranger = Revoking.registered(issuer, "stranger", "a:x");
                revoked = shop.token(issuer);
                alive = shop.token(issuer);
                byClient = stranger.token(issuer);
                shop.revoke(issuer, revoked);
                Caller.admin(issuer).send("POST", "/revocations", "application/json", "{\"subject\": \"stranger\"}");
            }

            try (RunningIssuer again = RunningIssuer.start(database, dataDir, Map.of())) {
                assertThat(stranger.seesAlive(again, revoked)).isFalse();
                assertThat(stranger.seesAlive(again, alive)).isTrue();
                assertThat(shop.seesAlive(again, byClient)).isFalse();
            }
        }
    }

    @Test
    void the_staleness_of_tokens_survives_a_restart(@TempDir Path dataDir) throws Exception {
        try (TestDatabase database = TestDatabases.create()) {
            ServiceClient gateway;
            String fresh;
            String stale;
            JsonNode toldOfFresh;
            JsonNode toldOfStale;
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, Map.of())) {
                issuer.publish("services: {a: {scopes: {'a:x': '', 'a:y': ''}}}");
                gateway = ServiceClient.registered(issuer, "gateway", "tokens:introspect");
                fresh = ServiceClient.registered(issuer, "app", "a:x").token("");
                stale = ServiceClient.registered(issuer, "other", "a:y").token("");
                Caller.admin(issuer).patch("/graph", "{services: {a: {scopes: {'a:y': null}}}}");
                toldOfFresh = gateway.introspection(fresh);
                toldOfStale = gateway.introspection(stale);
            }

            try (RunningIssuer again = RunningIssuer.start(database, dataDir, Map.of())) {
                assertThat(gateway.at(again).introspection(fresh)).isEqualTo(toldOfFresh);
                assertThat(gateway.at(again).introspection(stale)).isEqualTo(toldOfStale);
                assertThat(toldOfFresh.at("/graph/stale").booleanValue()).isFalse();
                assertThat(toldOfStale.at("/graph/excess").toString()).isEqualTo("{\"a\":[\"a:y\"]}");
                assertThat(OutsideStatus.of(again, fresh)).isZero();
                assertThat(OutsideStatus.of(again, stale)).isEqualTo(3);
            }
        }
    }

    @Test
    void signing_keys_are_not_kept_without_a_key_that_encrypts_them(TestDatabase database, @TempDir Path dataDir) {
        assertThatThrownBy(() -> RunningIssuer.start(database, dataDir, Map.of("keyEncryptionKey", "")))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("KEY_ENCRYPTION_KEY");
    }

    @Test
    void a_wrong_key_encryption_key_is_refused_at_start(@TempDir Path dataDir) {
        String other = Base64.getEncoder().encodeToString(new byte[32]);
        try (TestDatabase database = TestDatabases.create()) {
            RunningIssuer.start(database, dataDir, Map.of()).close();

            assertThatThrownBy(() -> RunningIssuer.start(database, dataDir, Map.of("keyEncryptionKey", other)))
                    .isInstanceOf(KeySetupException.class)
                    .hasMessageContaining("different key encryption key")
                    .hasMessageNotContaining(other);
        }
    }

    @Test
    void a_malformed_key_encryption_key_is_refused_without_showing_it(TestDatabase database, @TempDir Path dataDir) {
        assertThatThrownBy(() -> RunningIssuer.start(database, dataDir, Map.of("keyEncryptionKey", "too-short-hush")))
                .isInstanceOf(KeySetupException.class)
                .hasMessageNotContaining("hush");
    }
}
