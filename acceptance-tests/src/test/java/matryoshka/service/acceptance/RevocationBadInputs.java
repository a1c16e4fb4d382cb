package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;

/** The cases of category {@code revocation}. Each has its own tokens; the other requirements are checked with those that it presented. */
final class RevocationBadInputs {
    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("R-002", one(world -> revoke(world, "client", ""))),
            entry("R-004", RevocationBadInputs::twice),
            entry("R-005", one(world -> revoke(world, "client", "token=" + expired(world)))),
            entry("R-007", one(RevocationBadInputs::wronglyHinted)),
            entry("R-013", one(RevocationBadInputs::inner)),
            entry("R-014", one(RevocationBadInputs::twoTokens)),
            entry(
                    "R-015",
                    one(world -> world.send(world.issuer()
                            .to("/oauth2/revoke")
                            .header("Authorization", world.basic("client"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"token\":\"x\"}"))))),
            entry("R-017", one(world -> revoke(world, "client", "token=" + foreign(world)))));

    private RevocationBadInputs() {}

    static void assertNoRowIsPast(BadInputWorld world) {
        long past = world.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from revocation where expires_at < now()")
                        .mapTo(long.class)
                        .one());
        assertThat(past).isZero();
    }

    /** Of the tokens that the last case presented, in the order in which they were, those that are good. */
    static void assertActive(BadInputWorld world, Boolean... expected) throws Exception {
        Revoking stranger = new Revoking("scopeless", world.secret("scopeless"));
        assertThat(world.presented()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(stranger.seesAlive(world.issuer(), world.presented().get(i)))
                    .isEqualTo(expected[i]);
        }
    }

    private static List<BadInputAnswer> twice(BadInputWorld world) throws Exception {
        String form = "token=" + token(world, "client");
        return List.of(revoke(world, "client", form), revoke(world, "client", form));
    }

    private static BadInputAnswer wronglyHinted(BadInputWorld world) throws Exception {
        String token = token(world, "client");
        world.present(token);
        return revoke(world, "client", "token=" + token + "&token_type_hint=refresh_token");
    }

    /** Of the tokens in that of {@code wide}, one is for {@code c0}, which is a client as well. */
    private static BadInputAnswer inner(BadInputWorld world) throws Exception {
        List<String> tree = Revoking.tree(token(world, "wide"));
        String inner = "";
        for (String token : tree) {
            if (Revoking.payload(token).get("aud").asText().equals("c0")) {
                inner = token;
            }
        }
        world.present(inner, tree.get(0));
        return revoke(world, "c0", "token=" + inner);
    }

    private static BadInputAnswer twoTokens(BadInputWorld world) throws Exception {
        String first = token(world, "client");
        String second = token(world, "client");
        world.present(first, second);
        return revoke(world, "client", "token=" + first + "&token=" + second);
    }

    private static String expired(BadInputWorld world) throws Exception {
        ObjectNode claims = Revoking.claims(token(world, "client"), "expired");
        return IssuerKeys.signed(world.database(), claims.put("exp", 1));
    }

    private static String foreign(BadInputWorld world) throws Exception {
        ObjectNode claims = Revoking.claims(token(world, "client"), "j".repeat(5_000));
        JsonWebSignature token = new JsonWebSignature();
        token.setHeader("typ", "at+jwt");
        token.setKeyIdHeaderValue("foreign");
        token.setAlgorithmHeaderValue("ES256");
        token.setKey(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey());
        token.setPayload(claims.put("iss", "https://else.example").toString());
        return token.getCompactSerialization();
    }

    private static BadInputAnswer revoke(BadInputWorld world, String clientId, String form) throws Exception {
        return world.timed(() -> new Revoking(clientId, world.secret(clientId)).send(world.issuer(), form));
    }

    private static String token(BadInputWorld world, String clientId) throws Exception {
        return world.issuer().issued(clientId, world.secret(clientId), "");
    }
}
