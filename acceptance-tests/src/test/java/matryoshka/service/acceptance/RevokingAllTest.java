package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call revokes all tokens of a client or a subject. */
@ExtendWith(IssuerExtension.class)
class RevokingAllTest {
    /** The longest life of a token, in seconds, and the longest extension of one that is exchanged. */
    private static final long LONGEST_LIFE = 3_600 + 86_400;

    private static RunningIssuer issuer;
    private static TestDatabase database;
    private static Caller admin;
    private static Revoking stranger;

    @BeforeAll
    static void publish_the_graph(RunningIssuer running, TestDatabase testDatabase) throws Exception {
        issuer = running;
        database = testDatabase;
        admin = Caller.admin(issuer);
        issuer.publish("""
                services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}, c: {scopes: {'c:x': ''}}}
                dependencies: {ab: {from: a, to: b, grants: ['b:x']}, bc: {from: b, to: c, grants: ['c:x']}}
                """);
        stranger = Revoking.registered(issuer, "stranger", "");
        assertThat(admin.send("POST", "/issuers", "application/json", """
                        {"name": "acme", "issuer": "https://acme.example", "jwks_uri": "https://acme.example/jwks",
                         "audiences": ["us"], "types": ["jwt"]}""").statusCode())
                .isEqualTo(201);
    }

    @Test
    void all_that_a_client_began_until_now_is_revoked() throws Exception {
        Revoking shop = Revoking.registered(issuer, "shop", "a:x");
        Revoking other = Revoking.registered(issuer, "other", "a:x");
        List<String> tree = Revoking.tree(shop.token(issuer));
        String others = other.token(issuer);

        HttpResponse<String> answer = revoke("{'client_id': 'shop'}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("client_id").textValue()).isEqualTo("shop");
        long issuedBefore = json(answer).get("issued_before").longValue();
        assertThat(json(answer).get("expires_at").longValue()).isEqualTo(issuedBefore + LONGEST_LIFE);
        assertThat(tree).hasSize(3).noneMatch(RevokingAllTest::isAlive);
        assertThat(isAlive(others)).isTrue();
        Soon.holds(() -> {
            String token = shop.token(issuer);
            boolean later = Revoking.payload(token).get("iat").longValue() > issuedBefore;
            assertThat(isAlive(token)).isEqualTo(later);
            return later;
        });
    }

    @Test
    void for_a_service_all_that_it_holds_and_acts_in_is_revoked() throws Exception {
        Revoking shop = Revoking.registered(issuer, "shop-of-b", "a:x");
        List<String> tree = Revoking.tree(shop.token(issuer));

        revoke("{'client_id': 'b'}");

        assertThat(tree.stream().map(RevokingAllTest::isAlive)).containsExactly(true, true, false);
        revoke("{'client_id': 'a'}");
        assertThat(tree.stream().map(RevokingAllTest::isAlive)).containsExactly(true, false, false);
    }

    @Test
    void all_tokens_of_a_subject_are_revoked_whoever_acts() throws Exception {
        Revoking shop = Revoking.registered(issuer, "shop-of-users", "a:x");
        String users = actingFor(shop, "U", "acme:7");
        String exchanged = actingFor(shop, "U~x", "acme:7");
        String another = actingFor(shop, "V", "acme:70");

        HttpResponse<String> answer = revoke("{'subject': 'acme:7'}");

        assertThat(json(answer).get("subject").textValue()).isEqualTo("acme:7");
        assertThat(isAlive(users)).isFalse();
        assertThat(isAlive(exchanged)).isFalse();
        assertThat(isAlive(another)).isTrue();
        revoke("{'client_id': 'shop-of-users'}");
        assertThat(isAlive(another)).isFalse();
    }

    @Test
    void an_administrator_can_be_shut_out() throws Exception {
        Caller reader = Caller.registered(issuer, "reader", "clients:read");
        assertThat(reader.get("/clients").statusCode()).isEqualTo(200);

        revoke("{'client_id': 'reader'}");

        assertProblem(reader.get("/clients"), 401);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
            {};                                     ''; client-or-subject
            {'client_id': 'x', 'subject': 'y'};     ''; client-or-subject
            {'client_id': null};                    ''; client-or-subject
            {'token': 'x', 'subject': 'y'};         /token; unknown-member
            {'client_id': 5};                       /client_id; wrong-type
            {'client_id': 'a b'};                   /client_id; name
            {'subject': ''};                        /subject; subject
            {'subject': 'a\\nb'};                   /subject; subject
            [];                                     ''; wrong-type
            """)
    void violations_of_the_request_have_pointers(String body, String pointer, String rule) throws Exception {
        HttpResponse<String> answer = revoke(body);

        assertProblem(answer, 422);
        JsonNode violation = json(answer).at("/violations/0");
        assertThat(violation.get("pointer").asText()).isEqualTo(pointer.replace("'", ""));
        assertThat(violation.get("rule").textValue()).isEqualTo(rule);
        assertThat(violation.get("message").textValue()).isNotEmpty();
    }

    @Test
    void a_subject_is_not_endless_and_a_body_is_json() throws Exception {
        assertProblem(revoke("{'subject': '" + "x".repeat(1_001) + "'}"), 422);
        assertThat(revoke("{'subject': '" + "x".repeat(1_000) + "'}").statusCode())
                .isEqualTo(201);
        assertProblem(revoke("{"), 400);
    }

    @Test
    void revocations_in_force_are_listed_in_pages_newest_first() throws Exception {
        Revoking shop = Revoking.registered(issuer, "shop-listed", "a:x");
        String token = shop.token(issuer);
        shop.revoke(issuer, token);
        revoke("{'client_id': 'listed-client'}");
        revoke("{'subject': 'listed-subject'}");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into revocation (jti, expires_at, revoked_by) values ('past', now(), 'test')"));

        List<JsonNode> seen = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = json(admin.get("/revocations?limit=2" + before));
            assertThat(page.get("revocations").size()).isBetween(1, 2);
            page.get("revocations").forEach(seen::add);
            before = page.has("next") ? "&before=" + page.get("next").longValue() : "";
        } while (!before.isEmpty());

        assertThat(seen.get(0).get("subject").textValue()).isEqualTo("listed-subject");
        assertThat(seen.get(0).get("revoked_by").textValue()).isEqualTo("admin");
        assertThat(seen.get(1).get("client_id").textValue()).isEqualTo("listed-client");
        assertThat(seen.get(1).get("issued_before").longValue()).isPositive();
        assertThat(seen.get(2).get("jti").textValue())
                .isEqualTo(Revoking.payload(token).get("jti").textValue());
        assertThat(seen.get(2).get("revoked_by").textValue()).isEqualTo("shop-listed");
        assertThat(seen.get(2).has("issued_before")).isFalse();
        assertThat(seen.toString()).doesNotContain("past").doesNotContain("eyJ");
        assertThat(json(admin.get("/revocations")).get("revocations")).hasSameSizeAs(seen);
        assertProblem(admin.get("/revocations?limit=501"), 400);
        assertProblem(admin.get("/revocations?before=AAAA"), 400);
    }

    private static String actingFor(Revoking client, String jti, String subject) throws Exception {
        ObjectNode claims = Revoking.claims(client.token(issuer), jti).put("sub", subject);
        claims.putObject("act").put("sub", client.clientId());
        return IssuerKeys.signed(database, claims);
    }

    /** Single quotes stand for double ones. */
    private static HttpResponse<String> revoke(String json) throws Exception {
        return admin.send("POST", "/revocations", "application/json", json.replace('\'', '"'));
    }

    private static boolean isAlive(String token) {
        try {
            return stranger.seesAlive(issuer, token);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
