package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that revoke more than the limit: what is revoked stays revoked, and no other client is affected. */
class RevocationBoundsTest {
    private static final int MAX = 100;

    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("revocation.maxPerClient", Integer.toString(MAX)));

    private static RunningIssuer issuer;
    private static TestDatabase database;
    private static Revoking stranger;

    @BeforeAll
    static void publish_the_graph(RunningIssuer running, TestDatabase testDatabase) throws Exception {
        issuer = running;
        database = testDatabase;
        issuer.publish("""
                services:
                  a: {scopes: {'a:x': ''}}
                  b: {scopes: {'b:x': ''}}
                  c: {scopes: {'c:x': ''}}
                  m1: {context: m, scopes: {'m1:x': ''}}
                  m2: {context: m, scopes: {'m2:x': ''}}
                dependencies:
                  ac: {from: a, to: c, grants: ['c:x'], sharing: exchange}
                """);
        stranger = Revoking.registered(issuer, "stranger", "");
    }

    @Test
    void a_client_that_revokes_its_own_tokens_without_end_gets_a_cut_off() throws Exception {
        Revoking hostile = Revoking.registered(issuer, "hostile", "a:x b:x");
        Revoking other = Revoking.registered(issuer, "beside-hostile", "a:x b:x");
        String others = issuer.issued(other.clientId(), other.secret(), "a:x");
        List<String> revoked = new ArrayList<>();

        for (int number = 0; number < 5 * MAX / 2; number++) {
            String token = issuer.issued(hostile.clientId(), hostile.secret(), "b:x");
            assertThat(hostile.revoke(issuer, token).statusCode()).isEqualTo(200);
            revoked.add(token);
        }

        assertThat(rows("hostile")).isLessThanOrEqualTo(MAX);
        for (String token : revoked) {
            assertThat(stranger.seesAlive(issuer, token)).isFalse();
        }
        assertThat(stranger.seesAlive(issuer, others)).isTrue();
        Soon.holds(() -> stranger.seesAlive(issuer, issuer.issued(hostile.clientId(), hostile.secret(), "b:x")));
        JsonNode cutOff = listed("begun_by", "hostile");
        assertThat(cutOff.get("revoked_by").textValue()).isEqualTo("hostile");
        assertThat(cutOff.get("issued_before").longValue()).isPositive();
        assertThat(cutOff.has("audience")).isFalse();
    }

    @Test
    void the_cut_off_covers_what_was_exchanged_before() throws Exception {
        Revoking shop = Revoking.registered(issuer, "shop", "a:x");
        Exchanging service = Exchanging.register(issuer, "a");
        String first = issuer.issued(shop.clientId(), shop.secret(), "a:x");
        String derived = service.exchanged(issuer, first, "&audience=c");
        shop.revoke(issuer, first);

        for (int number = 0; number < MAX; number++) {
            shop.revoke(issuer, issuer.issued(shop.clientId(), shop.secret(), "a:x"));
        }

        assertThat(database.jdbi()
                        .<Long, RuntimeException>withHandle(
                                handle -> handle.createQuery("select count(*) from revocation where jti = :jti")
                                        .bind("jti", jti(first))
                                        .mapTo(Long.class)
                                        .one()))
                .as("no row of its own is left")
                .isZero();
        assertThat(stranger.seesAlive(issuer, first)).isFalse();
        assertThat(stranger.seesAlive(issuer, derived)).isFalse();
    }

    @Test
    void a_services_cut_off_covers_only_one_callers_tokens_for_it() throws Exception {
        Revoking caller = Revoking.registered(issuer, "caller", "b:x c:x");
        Revoking quiet = Revoking.registered(issuer, "quiet-caller", "b:x");
        Revoking service = Revoking.registered(issuer, "b", "");
        String elsewhere = issuer.issued(caller.clientId(), caller.secret(), "c:x");
        String quietOnes = issuer.issued(quiet.clientId(), quiet.secret(), "b:x");

        for (int number = 0; number < 3 * MAX / 2; number++) {
            String token = issuer.issued(caller.clientId(), caller.secret(), "b:x");
            assertThat(service.revoke(issuer, token).statusCode()).isEqualTo(200);
        }

        assertThat(rows("b")).isLessThanOrEqualTo(MAX);
        assertThat(stranger.seesAlive(issuer, elsewhere)).isTrue();
        assertThat(stranger.seesAlive(issuer, quietOnes)).isTrue();
        JsonNode cutOff = listed("begun_by", "caller");
        assertThat(cutOff.get("revoked_by").textValue()).isEqualTo("b");
        assertThat(cutOff.get("audience").textValue()).isEqualTo("b");
    }

    @Test
    void a_revocation_is_refused_only_if_no_cut_off_can_replace_others() throws Exception {
        Revoking caller = Revoking.registered(issuer, "caller-of-m", "m1:x m2:x");
        Revoking member = Revoking.registered(issuer, "m1", "");
        for (int number = 0; number < MAX; number++) {
            assertThat(member.revoke(issuer, caller.token(issuer)).statusCode()).isEqualTo(200);
        }
        String token = caller.token(issuer);

        HttpResponse<String> refused = member.revoke(issuer, token);

        assertOAuthError(refused, 503, "temporarily_unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(stranger.seesAlive(issuer, token)).isTrue();
        assertThat(caller.revoke(issuer, token).statusCode())
                .as("by who has room")
                .isEqualTo(200);
        assertThat(stranger.seesAlive(issuer, token)).isFalse();
    }

    private static JsonNode listed(String member, String value) throws Exception {
        JsonNode list = json(Caller.admin(issuer).get("/revocations?limit=500")).get("revocations");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(revocation -> revocation.path(member).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static long rows(String revokedBy) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from revocation where revoked_by = :by")
                        .bind("by", revokedBy)
                        .mapTo(long.class)
                        .one());
    }

    private static String jti(String token) throws RuntimeException {
        try {
            return Revoking.payload(token).get("jti").textValue();
        } catch (java.io.IOException noToken) {
            throw new AssertionError(noToken);
        }
    }
}
