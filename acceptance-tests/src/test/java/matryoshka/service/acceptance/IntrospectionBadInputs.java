package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;

/** The cases of category {@code introspection}. The service {@code root} introspects the tokens of {@code wide}. */
final class IntrospectionBadInputs {
    private static final String PATH = "/oauth2/introspect";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry(
                    "I-002",
                    one(world -> world.timed(() ->
                            new ServiceClient(world.issuer(), "root", "wrong").introspect("token=" + token(world))))),
            entry("I-005", one(world -> introspect(world, "root", ""))),
            entry("I-006", one(world -> introspect(world, "root", "token="))),
            entry(
                    "I-007",
                    one(world -> world.send(world.issuer()
                            .to(PATH + "?token=" + token(world))
                            .header("Authorization", world.basic("root"))))),
            entry("I-008", one(world -> introspect(world, "root", "token=unknown"))),
            entry("I-010", one(IntrospectionBadInputs::revoked)),
            entry(
                    "I-011",
                    one(world ->
                            introspect(world, "root", "token=" + token(world).replaceFirst("[.]eyJ", ".eyK")))),
            entry("I-013", one(world -> introspect(world, "c0", "token=" + token(world)))),
            entry("I-015", one(IntrospectionBadInputs::innerOfARevokedOne)),
            entry("I-017", one(world -> introspect(world, "root", hinted(world, "refresh_token")))),
            entry("I-018", one(world -> introspect(world, "root", hinted(world, "pink")))),
            entry(
                    "I-020",
                    one(world -> world.send(world.issuer()
                            .to(PATH)
                            .header("Authorization", world.basic("root"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"token\":\"" + token(world) + "\"}"))))),
            entry("I-021", one(world -> introspect(world, "root", "token=" + token(world) + "&token=" + token(world)))),
            entry(
                    "I-024",
                    one(world -> world.timed(() -> Answers.send(world.issuer()
                            .to(PATH + "?token=" + token(world))
                            .header("Authorization", world.basic("root"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.noBody()))))),
            entry(
                    "I-026",
                    one(world -> world.send(client(world, "root")
                            .form(PATH)
                            .header("Accept", "application/token-introspection+jwt")
                            .POST(BodyPublishers.ofString("token=" + token(world)))))));

    private IntrospectionBadInputs() {}

    private static BadInputAnswer introspect(BadInputWorld world, String client, String form) throws Exception {
        return world.timed(() -> client(world, client).introspect(form));
    }

    private static ServiceClient client(BadInputWorld world, String id) {
        return new ServiceClient(world.issuer(), id, world.secret(id));
    }

    private static String token(BadInputWorld world) throws IOException, InterruptedException {
        return world.issuer().issued("wide", world.secret("wide"), "root.all");
    }

    private static String hinted(BadInputWorld world, String hint) throws Exception {
        return "token=" + token(world) + "&token_type_hint=" + hint;
    }

    private static BadInputAnswer revoked(BadInputWorld world) throws Exception {
        String token = token(world);
        revoke(world, token);
        return introspect(world, "root", "token=" + token);
    }

    private static BadInputAnswer innerOfARevokedOne(BadInputWorld world) throws Exception {
        List<String> tree = Revoking.tree(token(world));
        String inner = "";
        for (String token : tree) {
            if (Revoking.payload(token).get("aud").asText().equals("c0")) {
                inner = token;
            }
        }
        if (client(world, "c0").seesDead(inner)) {
            throw new AssertionError("It lives as long as the outer one does.");
        }
        revoke(world, tree.get(0));
        return introspect(world, "c0", "token=" + RunningIssuer.encoded(inner));
    }

    private static void revoke(BadInputWorld world, String token) throws Exception {
        new Revoking("wide", world.secret("wide")).revoke(world.issuer(), token);
    }
}
