package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Revocation of one token (RFC 7009) and its effects. */
@ExtendWith(IssuerExtension.class)
class RevocationTest {
    /** {@code tokens.maxExtension}, in seconds. */
    private static final long LONGEST_EXTENSION = 86_400;

    private static RunningIssuer issuer;
    private static Jdbi jdbi;
    private static TestDatabase database;
    private static Revoking shop;
    private static Revoking stranger;

    @BeforeAll
    static void publish_the_graph(RunningIssuer running, TestDatabase testDatabase) throws Exception {
        issuer = running;
        database = testDatabase;
        jdbi = testDatabase.jdbi();
        issuer.publish("""
                services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}, c: {scopes: {'c:x': ''}}}
                dependencies: {ab: {from: a, to: b, grants: ['b:x']}, bc: {from: b, to: c, grants: ['c:x']}}
                """);
        shop = Revoking.registered(issuer, "shop", "a:x");
        stranger = Revoking.registered(issuer, "stranger", "");
    }

    @Test
    void revoking_the_outer_token_revokes_all_in_it() throws Exception {
        List<String> tree = Revoking.tree(shop.token(issuer));
        assertThat(tree).hasSize(3).allMatch(RevocationTest::isAlive);

        HttpResponse<String> answer = shop.revoke(issuer, tree.get(0));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(tree).noneMatch(RevocationTest::isAlive);
    }

    @Test
    void revoking_an_inner_token_revokes_what_is_in_it_and_not_what_is_around_it() throws Exception {
        List<String> tree = Revoking.tree(shop.token(issuer));

        assertThat(shop.revoke(issuer, tree.get(1)).statusCode()).isEqualTo(200);

        assertThat(tree.stream().map(RevocationTest::isAlive)).containsExactly(true, false, false);
    }

    @Test
    void what_was_exchanged_from_a_revoked_token_is_revoked_too() throws Exception {
        String subject = signed("R");
        String exchanged = signed("R~x.0");
        String other = signed("R0~x");
        assertThat(isAlive(exchanged)).isTrue();

        shop.revoke(issuer, subject);

        assertThat(isAlive(exchanged)).isFalse();
        assertThat(isAlive(other)).isTrue();
    }

    @Test
    void revoking_an_invalid_token_succeeds() throws Exception {
        String token = shop.token(issuer);
        String tampered = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BA" : "AA");
        String expired = IssuerKeys.signed(
                database, Revoking.claims(shop.token(issuer), "E").put("exp", 1));
        long before = rows();

        for (String other : List.of("garbage", "e30.e30.e30", tampered, expired, "x".repeat(20_000))) {
            assertThat(shop.revoke(issuer, other).statusCode()).isEqualTo(200);
        }

        assertThat(rows()).isEqualTo(before);
        assertThat(isAlive(token)).isTrue();
    }

    @Test
    void revoking_again_writes_nothing() throws Exception {
        List<String> tree = Revoking.tree(shop.token(issuer));
        shop.revoke(issuer, tree.get(0));
        long before = rows();

        for (String token : tree) {
            assertThat(shop.revoke(issuer, token).statusCode()).isEqualTo(200);
        }

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void the_row_lives_as_long_as_the_longest_token_derived() throws Exception {
        String token = shop.token(issuer);
        shop.revoke(issuer, token);

        JsonNode claims = Revoking.payload(token);
        long expiresAt = jdbi.withHandle(handle -> handle.createQuery(
                        "select extract(epoch from expires_at)::bigint from revocation where jti = :jti")
                .bind("jti", claims.get("jti").textValue())
                .mapTo(long.class)
                .one());
        assertThat(expiresAt).isEqualTo(claims.get("exp").longValue() + LONGEST_EXTENSION);
    }

    @Test
    void the_admin_api_refuses_a_revoked_token() throws Exception {
        Revoking reader = Revoking.registered(issuer, "reader", "graph:read");
        Caller caller = new Caller(issuer, reader.token(issuer));
        assertThat(caller.get("/graph").statusCode()).isEqualTo(200);

        reader.revoke(issuer, caller.token());

        assertProblem(caller.get("/graph"), 401);
        assertThat(new Caller(issuer, reader.token(issuer)).get("/graph").statusCode())
                .isEqualTo(200);
    }

    @Test
    void each_revocation_leaves_one_line_in_the_audit_log() throws Exception {
        String token = shop.token(issuer);
        JsonNode claims = Revoking.payload(token);
        try (AuditLines audit = new AuditLines()) {
            shop.revoke(issuer, token);
            shop.revoke(issuer, token);
            Caller.admin(issuer).send("POST", "/revocations", "application/json", "{\"subject\": \"a\\\" b\"}");

            assertThat(audit.written())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo("revoked by=shop jti=%s txn=%s"
                                            .formatted(
                                                    claims.get("jti").textValue(),
                                                    claims.get("txn").textValue())),
                            line -> assertThat(line).startsWith("revoked by=admin subject=\"a\\\" b\" issued_before="));
        }
    }

    @Test
    void revocation_requires_client_authentication() throws Exception {
        String token = shop.token(issuer);

        assertOAuthError(new Revoking("shop", "wrong").revoke(issuer, token), 401, "invalid_client");
        assertOAuthError(shop.send(issuer, "token="), 400, "invalid_request");
        assertOAuthError(shop.send(issuer, "token_type_hint=access_token"), 400, "invalid_request");
        assertThat(isAlive(token)).isTrue();
    }

    private static boolean isAlive(String token) {
        try {
            return stranger.seesAlive(issuer, token);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String signed(String jti) throws Exception {
        return IssuerKeys.signed(database, Revoking.claims(shop.token(issuer), jti));
    }

    private static long rows() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from revocation")
                .mapTo(long.class)
                .one());
    }
}
