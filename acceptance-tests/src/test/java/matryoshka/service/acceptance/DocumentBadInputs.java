package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.BadInputRequests.one;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/** The cases of category {@code admin} that concern the whole graph document. */
final class DocumentBadInputs {
    private static final int MANY = 1_000_000;
    private static final int AT_ONCE = 1_000;
    private static final String TWO = "services: {A: {scopes: {A.x: '', A.y: ''}}, B: {scopes: {B.x: ''}}}\n";

    static final Map<String, BadInputRequests> ALL = Map.of(
            "A-008",
            one(world -> yaml(world, TWO + """
                    dependencies:
                      there: {from: A, to: B, requires: [A.x], grants: [B.x]}
                      back: {from: B, to: A, requires: [B.x], grants: [A.x]}
                    """)),
            "A-016",
            one(world -> world.send(world.issuer()
                    .asAdmin("/graph")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{}")))),
            "A-027",
            one(world -> world.send(world.issuer()
                    .asAdmin("/graph")
                    .header("Content-Type", "application/json")
                    .header("If-Match", "*")
                    .PUT(BodyPublishers.ofInputStream(DocumentBadInputs::manyEdges)))),
            "A-036",
            one(world -> yaml(world, "services: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]")));

    private DocumentBadInputs() {}

    private static BadInputAnswer yaml(BadInputWorld world, String document) throws Exception {
        return world.send(world.issuer()
                .asAdmin("/graph")
                .header("Content-Type", "application/yaml")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString(document)));
    }

    /** A document of a million dependencies, generated while it is read. */
    private static InputStream manyEdges() {
        Iterator<InputStream> parts = IntStream.range(0, MANY / AT_ONCE)
                .mapToObj(part -> {
                    StringBuilder edges = new StringBuilder(part == 0 ? "{\"dependencies\":{" : ",");
                    IntStream.range(part * AT_ONCE, (part + 1) * AT_ONCE)
                            .mapToObj(
                                    "\"edge-%d\":{\"from\":\"a\",\"to\":\"b\",\"requires\":[\"a.use\"],\"grants\":[\"b.use\"]},"
                                            ::formatted)
                            .forEach(edges::append);
                    edges.setLength(edges.length() - 1);
                    return part == MANY / AT_ONCE - 1 ? edges + "}}" : edges.toString();
                })
                .<InputStream>map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                .iterator();
        return new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }
}
