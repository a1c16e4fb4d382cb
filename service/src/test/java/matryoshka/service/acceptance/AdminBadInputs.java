package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cases of category {@code admin} that concern {@code /graph}, with the whole document where they speak of one element. */
final class AdminBadInputs {
    private static final String TWO = "services: {A: {scopes: {A.x: '', A.y: ''}}, B: {scopes: {B.x: ''}}}\n";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("A-001", one(world -> world.send(world.issuer().to("/graph").PUT(BodyPublishers.ofString("{}"))))),
            entry("A-002", one(world -> bearing(world, "garbage"))),
            entry(
                    "A-004",
                    one(world ->
                            bearing(world, world.issuer().issued("client", world.secret("client"), "orders.read")))),
            entry(
                    "A-005",
                    one(world -> world.send(world.issuer()
                            .to("/graph?access_token=" + world.issuer().adminToken())
                            .PUT(BodyPublishers.ofString("{}"))))),
            entry("A-007", one(world -> yaml(world, TWO + "dependencies: {e: {from: A, to: A, grants: [A.x]}}"))),
            entry("A-008", one(world -> yaml(world, TWO + """
                    dependencies:
                      there: {from: A, to: B, requires: [A.x], grants: [B.x]}
                      back: {from: B, to: A, requires: [B.x], grants: [A.x]}
                    """))),
            entry("A-011", one(world -> yaml(world, TWO + "dependencies: {e: {from: A, to: B, grants: [B.z]}}"))),
            entry("A-015", one(world -> put(world, "application/json", "{}", "\"old\""))),
            entry(
                    "A-016",
                    one(world -> world.send(world.issuer()
                            .asAdmin("/graph")
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString("{}"))))),
            entry(
                    "A-018",
                    one(world ->
                            json(world, "{\"dependencies\":{\"e\":{\"from\":\"A\",\"from\":\"B\",\"to\":\"C\"}}}"))),
            entry("A-021", one(world -> named(world, "a\\\"];evil[label=\\\"x"))),
            entry("A-022", one(world -> named(world, "\\\\N\\\\G<b>x</b>"))),
            entry("A-023", one(world -> named(world, "x'); DROP TABLE services;--"))),
            entry(
                    "A-036",
                    one(world -> yaml(
                            world, "services: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]"))),
            entry("A-042", world -> lifetimes(world, "-1", "0", "9223372036854775807", "1e400", "\"60\"", "\"PT0S\"")),
            entry(
                    "A-052",
                    one(world -> world.send(world.issuer()
                            .to("/graph")
                            .header("Origin", "https://evil.example")
                            .method("OPTIONS", BodyPublishers.noBody())))),
            entry("A-054", world -> lifetimes(world, "1E400", "-0", "1.0")));

    private AdminBadInputs() {}

    private static BadInputAnswer bearing(BadInputWorld world, String token) throws Exception {
        return world.send(world.issuer()
                .to("/graph")
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofString("{}")));
    }

    private static BadInputAnswer named(BadInputWorld world, String escapedName) throws Exception {
        return json(world, "{\"services\":{\"" + escapedName + "\":{}}}");
    }

    private static List<BadInputAnswer> lifetimes(BadInputWorld world, String... lifetimes) throws Exception {
        List<BadInputAnswer> answers = new ArrayList<>();
        for (String lifetime : lifetimes) {
            answers.add(json(world, "{\"services\":{\"B\":{\"lifetime\":" + lifetime + "}}}"));
        }
        return answers;
    }

    private static BadInputAnswer json(BadInputWorld world, String document) throws Exception {
        return put(world, "application/json", document, "*");
    }

    private static BadInputAnswer yaml(BadInputWorld world, String document) throws Exception {
        return put(world, "application/yaml", document, "*");
    }

    private static BadInputAnswer put(BadInputWorld world, String type, String document, String ifMatch)
            throws Exception {
        return world.send(world.issuer()
                .asAdmin("/graph")
                .header("Content-Type", type)
                .header("If-Match", ifMatch)
                .PUT(BodyPublishers.ofString(document)));
    }
}
