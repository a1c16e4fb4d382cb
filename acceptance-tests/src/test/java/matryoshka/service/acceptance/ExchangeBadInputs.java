package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwk.PublicJsonWebKey;

/** The cases of category {@code exchange}. The client that exchanges is the service {@code root}; its tokens are those of {@code wide}. */
final class ExchangeBadInputs {
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";
    private static final String GRANT = "grant_type=" + ServiceClient.EXCHANGE;
    private static final String ACCESS_TOKEN = "&subject_token_type=" + ServiceClient.ACCESS_TOKEN;
    private static final int MANY = 50;

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("X-002", one(world -> form(world, "&subject_token=" + ACCESS_TOKEN))),
            entry("X-004", one(world -> form(world, "&subject_token=" + token(world)))),
            entry("X-005", one(world -> typed(world, token(world), "saml2"))),
            entry("X-006", one(world -> typed(world, token(world), "id_token"))),
            entry("X-007", one(world -> exchange(world, "not.a.jwt", ""))),
            entry("X-009", one(world -> exchange(world, unsigned(world), ""))),
            entry("X-010", one(world -> exchange(world, own(world, "exp", 1), ""))),
            entry(
                    "X-013",
                    world -> List.of(
                            exchange(world, own(world, "nbf", now() + 3_600), ""),
                            typed(world, foreign(world, "nbf", now() + 3_600), "jwt"))),
            entry("X-014", one(ExchangeBadInputs::ofAStranger)),
            entry(
                    "X-021",
                    one(world -> exchange(
                            world,
                            token(world),
                            "&actor_token=" + own(world, "exp", 1) + "&actor_token_type="
                                    + ServiceClient.ACCESS_TOKEN))),
            entry("X-022", one(world -> exchange(world, token(world), "&requested_token_type=" + TYPES + "saml1"))),
            entry(
                    "X-024",
                    world -> List.of(
                            exchange(world, token(world), "&scope=root.all+root.more"),
                            exchange(world, token(world), "&audience=c0&scope=c0.use+payments.admin"))),
            entry("X-026", one(world -> exchange(world, token(world), "&resource=payments"))),
            entry("X-027", one(world -> exchange(world, token(world), "&resource=https://p.example/%23f"))),
            entry("X-028", one(world -> exchange(world, token(world), "&audience=c0&audience=payments"))),
            entry(
                    "X-029",
                    one(world -> exchange(world, token(world), "&audience=c0&resource=https%3A%2F%2Fb.example%2F"))),
            entry(
                    "X-030",
                    one(world -> exchange(
                            world, world.issuer().issued("two", world.secret("two"), "a.use"), "&audience=c0"))),
            entry("X-035", ExchangeBadInputs::againAndAgain),
            entry("X-036", one(world -> typed(world, foreign(world, "may_act", Map.of("sub", "other")), "jwt"))),
            entry("X-037", one(world -> exchange(world, token(world), "&subject_token=" + token(world)))),
            entry("X-038", one(world -> exchange(world, foreign(world, "nonce", "n"), ""))),
            entry("X-039", one(ExchangeBadInputs::reassembled)),
            entry(
                    "X-040",
                    one(world -> typed(
                            world,
                            ClientKey.joined(
                                    "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}", "", "iv", "x", "t"),
                            "jwt"))),
            entry("X-041", one(world -> world.bareForm(GRANT + "&subject_token=" + token(world) + ACCESS_TOKEN))),
            entry(
                    "X-043",
                    world -> List.of(
                            typed(world, foreign(world, "sub", ""), "jwt"),
                            typed(world, foreign(world, "sub", "x".repeat(10_000)), "jwt"),
                            typed(world, foreign(world, "sub", "user\u202e1"), "jwt"))),
            entry(
                    "X-044",
                    one(world -> form(
                            world,
                            "&subject_token=" + foreign(world, "scope", "graph:write") + "&subject_token_type=" + TYPES
                                    + "jwt&scope=graph:write"))),
            entry(
                    "X-046",
                    world -> List.of(
                            typed(world, foreign(world, "cnf", Map.of("jkt", "A".repeat(43))), "jwt"),
                            exchange(world, bound(world), ""))),
            entry("X-047", one(ExchangeBadInputs::provenTwice)));

    private ExchangeBadInputs() {}

    private static BadInputAnswer form(BadInputWorld world, String parameters) throws Exception {
        return world.form("root", GRANT + parameters);
    }

    private static BadInputAnswer exchange(BadInputWorld world, String token, String parameters) throws Exception {
        return form(world, "&subject_token=" + RunningIssuer.encoded(token) + ACCESS_TOKEN + parameters);
    }

    private static BadInputAnswer typed(BadInputWorld world, String token, String type) throws Exception {
        return form(world, "&subject_token=" + RunningIssuer.encoded(token) + "&subject_token_type=" + TYPES + type);
    }

    private static String token(BadInputWorld world) throws Exception {
        return world.issuer().issued("wide", world.secret("wide"), "root.all");
    }

    /** A token like that of {@code wide} except for one claim; valid without it. */
    private static String own(BadInputWorld world, String claim, long value) throws Exception {
        ObjectNode claims = Revoking.claims(token(world), "own-" + claim);
        String good = IssuerKeys.signed(world.database(), claims);
        assertThat(exchange(world, good, "").status()).isEqualTo(200);
        return IssuerKeys.signed(world.database(), claims.put(claim, value));
    }

    private static String unsigned(BadInputWorld world) throws Exception {
        return ClientKey.joined(
                        "{\"alg\":\"none\",\"typ\":\"at+jwt\"}",
                        Revoking.payload(token(world)).toString())
                + ".";
    }

    /** A user's token of the trusted issuer except for one claim; valid without it. */
    private static String foreign(BadInputWorld world, String claim, Object value) throws Exception {
        String good = foreign(world.trustedKey(), BadInputWorld.TRUSTED, "jti", "good");
        assertThat(typed(world, good, "jwt").status()).isEqualTo(200);
        return foreign(world.trustedKey(), BadInputWorld.TRUSTED, claim, value);
    }

    private static String foreign(PublicJsonWebKey key, String issuer, String claim, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(
                Map.of("iss", issuer, "sub", "user-1", "aud", "us", "iat", now(), "exp", now() + 120));
        claims.put(claim, value);
        return PlayedKeys.sign(key, Map.of("typ", "JWT"), claims);
    }

    private static BadInputAnswer ofAStranger(BadInputWorld world) throws Exception {
        PublicJsonWebKey key = PlayedKeys.make("ES256", "stranger");
        return typed(world, foreign(key, "https://stranger.example", "jti", "1"), "jwt");
    }

    /** Repeats until the issuer refuses; from then on it must keep refusing. */
    private static List<BadInputAnswer> againAndAgain(BadInputWorld world) throws Exception {
        String subject = token(world);
        long exp = Revoking.payload(subject).get("exp").longValue();
        List<BadInputAnswer> answers = new ArrayList<>();
        for (int time = 0; time < MANY; time++) {
            BadInputAnswer answer = exchange(world, subject, "");
            answers.add(answer);
            if (answer.status() == 200) {
                subject = answer.json().get("access_token").textValue();
                assertThat(Revoking.payload(subject).get("exp").longValue()).isLessThanOrEqualTo(exp);
                assertThat(Revoking.payload(subject).get("act").toString()).isEqualTo("{\"sub\":\"root\"}");
            }
        }
        assertThat(answers.get(0).status()).isEqualTo(200);
        return answers;
    }

    /** A token with what another one nests, under its own signature. */
    private static BadInputAnswer reassembled(BadInputWorld world) throws Exception {
        String token = token(world);
        ObjectNode claims = (ObjectNode) Revoking.payload(token);
        claims.set("tokens", Revoking.payload(token(world)).get("tokens"));
        String[] parts = token.split("[.]", -1);
        return exchange(world, parts[0] + "." + ClientKey.joined(claims.toString()) + "." + parts[2], "");
    }

    /** A token of {@code wide} that it has bound to a key. */
    private static String bound(BadInputWorld world) throws Exception {
        return new Proving(world.issuer(), ClientKey.es256())
                .issued(world.basic("wide"), "grant_type=client_credentials&scope=root.all");
    }

    private static BadInputAnswer provenTwice(BadInputWorld world) throws Exception {
        String proof = new Proving(world.issuer(), ClientKey.es256()).proof();
        assertThat(proven(world, proof).status()).isEqualTo(200);
        return proven(world, proof);
    }

    private static BadInputAnswer proven(BadInputWorld world, String proof) throws Exception {
        return world.send(world.tokenRequest()
                .header("Authorization", world.basic("root"))
                .header("DPoP", proof)
                .POST(BodyPublishers.ofString(GRANT + "&subject_token=" + token(world) + ACCESS_TOKEN)));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
