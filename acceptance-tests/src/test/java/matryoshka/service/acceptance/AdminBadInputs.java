package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;

/** The cases of category {@code admin} that concern one element of the graph, or access; see {@link DocumentBadInputs}. */
final class AdminBadInputs {
    private static final String EDGE = "/graph/dependencies/e";
    private static final String A_TO_B = "{from: a, to: b, requires: [a.use], grants: [b.use]}";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("A-001", one(world -> world.send(world.issuer().to(EDGE).PUT(BodyPublishers.ofString("{}"))))),
            entry("A-002", one(world -> bearing(world, "garbage"))),
            entry(
                    "A-004",
                    one(world ->
                            bearing(world, world.issuer().issued("client", world.secret("client"), "orders.read")))),
            entry(
                    "A-005",
                    one(world -> world.send(world.issuer()
                            .to(EDGE + "?access_token=" + world.issuer().adminToken())
                            .PUT(BodyPublishers.ofString("{}"))))),
            entry("A-007", one(world -> put(world, EDGE, "{from: a, to: a, grants: [a.use]}"))),
            entry("A-011", one(world -> put(world, EDGE, "{from: a, to: b, grants: [b.other]}"))),
            entry("A-013", one(world -> put(world, ownerOfA(world), EDGE, A_TO_B))),
            entry("A-014", one(world -> put(world, ownerOfA(world), EDGE, A_TO_B))),
            entry("A-015", one(world -> put(world, EDGE, A_TO_B, "If-Match", "\"old\""))),
            entry(
                    "A-018",
                    one(world ->
                            put(world, EDGE, "{\"from\":\"a\",\"from\":\"b\",\"to\":\"b\",\"grants\":[\"b.use\"]}"))),
            entry("A-021", one(world -> named(world, "a\"];evil[label=\"x"))),
            entry("A-022", one(world -> named(world, "\\N\\G<b>x<%2Fb>"))),
            entry("A-023", one(world -> named(world, "x'); DROP TABLE services;--"))),
            entry(
                    "A-028",
                    one(world -> world.send(
                            world.issuer().asAdmin("/graph/services/c0").DELETE()))),
            entry(
                    "A-031",
                    one(world -> world.send(world.issuer()
                            .asAdmin("/graph/versions?limit=1" + RunningIssuer.encoded(";drop table graph_service"))))),
            entry(
                    "A-041",
                    one(world ->
                            put(world, "/graph/services/c0?dry_run=true", "{lifetime: PT1H, scopes: {c0.use: ''}}"))),
            entry("A-042", world -> lifetimes(world, "-1", "0", "9223372036854775807", "1e400", "\"60\"", "\"PT0S\"")),
            entry(
                    "A-052",
                    one(world -> world.send(world.issuer()
                            .to("/graph/services/a")
                            .header("Origin", "https://evil.example")
                            .method("OPTIONS", BodyPublishers.noBody())))),
            entry("A-054", world -> lifetimes(world, "1E400", "-0", "1.0")));

    private AdminBadInputs() {}

    private static BadInputAnswer bearing(BadInputWorld world, String token) throws Exception {
        return put(world, new Caller(world.issuer(), token), EDGE, A_TO_B);
    }

    /** The owner of {@code a}, to whom {@code b} does not belong. */
    private static Caller ownerOfA(BadInputWorld world) throws Exception {
        return new Caller(world.issuer(), world.issuer().issued("owner-a", world.secret("owner-a"), ""));
    }

    private static BadInputAnswer named(BadInputWorld world, String name) throws Exception {
        return put(world, "/graph/services/" + RunningIssuer.encoded(name).replace("+", "%20"), "{}");
    }

    private static List<BadInputAnswer> lifetimes(BadInputWorld world, String... lifetimes) throws Exception {
        List<BadInputAnswer> answers = new ArrayList<>();
        for (String lifetime : lifetimes) {
            answers.add(put(world, "/graph/services/b", "{\"lifetime\":" + lifetime + "}"));
        }
        return answers;
    }

    private static BadInputAnswer put(BadInputWorld world, String path, String element, String... headers)
            throws Exception {
        return put(world, Caller.admin(world.issuer()), path, element, headers);
    }

    private static BadInputAnswer put(
            BadInputWorld world, Caller caller, String path, String element, String... headers) throws Exception {
        return world.timed(() -> caller.put(path, element, headers));
    }
}
