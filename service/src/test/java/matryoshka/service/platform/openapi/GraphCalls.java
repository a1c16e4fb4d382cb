package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.delete;
import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.patch;
import static matryoshka.service.platform.openapi.Call.put;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.openapi.Call.Caller;

/** The graph, from version 4 on, which is the sample shop. */
final class GraphCalls {
    private static final String TOO_LARGE = "#".repeat(70_000);
    private static final String UNKNOWN_MEMBER = "{'services': {'geo': {'colour': 'red'}}}";
    private static final String NEW_EDGE = """
            {'from': 'orders', 'to': 'ledger', 'requires': ['orders:place'], 'grants': ['ledger:book'], 'sharing': 'exchange',
             'when': 'has(client.tier)', 'parameters': {'loan': {'pattern': '[0-9]+'}}, 'extend': 'PT24H',
             'staleness': {'excess': 'reject'}}""";
    private static final String NEW_GRAPH = """
            {'services': {'a': {'scopes': {'a': ''}}, 'b': {'scopes': {'b': ''}}},
             'dependencies': {'ab': {'from': 'a', 'to': 'b', 'grants': ['b']}}}""";
    private static final String GEO =
            "{'audience': 'https://geo.example', 'owners': ['writer'], 'scopes': {'geo:locate': 'Locate'}}";

    private GraphCalls() {}

    static List<Call> all() {
        List<Call> calls = new ArrayList<>();
        calls.addAll(reading());
        calls.addAll(changing());
        calls.addAll(element("/graph/services/", "returns", "geo", "{'scopes': {'returns:take': 'Take back'}}"));
        calls.addAll(element("/graph/dependencies/", "orders-book-loan", "orders-ask-bank", NEW_EDGE));
        calls.addAll(egress("/graph/services/orders/egress"));
        calls.add(put("/graph/services/geo").by(Caller.WRITER).json(GEO).is(403));
        calls.add(delete("/graph/services/geo").is(409));
        calls.add(
                put("/graph/dependencies/new").by(Caller.WRITER).json(NEW_EDGE).is(403));
        return calls;
    }

    private static List<Call> egress(String path) {
        String form = "application/x-www-form-urlencoded";
        Call post = new Call(Caller.ORDERS, "POST", path, Map.of(), null, 200);
        return List.of(
                get(path + "?version=4"),
                get(path).by(Caller.ORDERS).with("If-None-Match", "\"other\""),
                get(path + "?client_id=orders").by(Caller.ORDERS),
                get(path).with("If-None-Match", "*").is(304),
                get(path).by(Caller.WEB_SHOP).is(403),
                get(path + "?version=x").is(400),
                get("/graph/services/nowhere/egress").is(404),
                post.body(form, "client_id=orders"),
                new Call(Caller.ORDERS, "POST", path + "?version=4", Map.of(), null, 200)
                        .body(form, "client_id=orders"),
                post.by(Caller.NOBODY).body(form, "client_id=orders").is(401),
                post.by(Caller.WEB_SHOP).body(form, "client_id=web-shop").is(403));
    }

    private static List<Call> reading() {
        return List.of(
                get("/graph"),
                get("/graph?version=0").accepting("application/yaml"),
                get("/graph").accepting("text/vnd.graphviz"),
                get("/graph").with("If-None-Match", "*").is(304),
                get("/graph?version=x").is(400),
                get("/graph?version=999").is(404),
                get("/graph").accepting("text/vnd.mermaid"),
                get("/graph.dot?version=1"),
                get("/graph.dot?focus=orders&hops=2").accepting("text/vnd.mermaid"),
                get("/graph.dot?from=1&to=2"),
                get("/graph.dot?hops=many").is(400),
                get("/graph.dot").with("If-None-Match", "*").is(304),
                get("/graph.dot?version=-1").is(400),
                get("/graph.dot?version=999").is(404));
    }

    private static List<Call> changing() {
        return List.of(
                put("/graph?dry_run=true&message=why")
                        .ifMatch("\"4\"")
                        .with("If-None-Match", "\"other\"")
                        .json("{}"),
                put("/graph?owner=nobody&dry_run=true").ifMatch("*").json("{}"),
                put("/graph").ifMatch("*").json("{").is(400),
                put("/graph").by(Caller.WRITER).ifMatch("*").json(NEW_GRAPH).is(403),
                put("/graph").ifMatch("\"999\"").json("{}").is(412),
                put("/graph").json("{}").with("If-None-Match", "*").is(412),
                put("/graph").ifMatch("*").json(TOO_LARGE).is(413),
                put("/graph").ifMatch("*").body("text/plain", "{}").is(415),
                put("/graph").ifMatch("*").json(UNKNOWN_MEMBER).is(422),
                put("/graph").json("{}").is(428),
                patch("/graph?dry_run&message=why")
                        .ifMatch("\"4\"")
                        .with("If-None-Match", "\"other\"")
                        .json("{'dependencies': null}"),
                patch("/graph").json("{").is(400),
                patch("/graph")
                        .by(Caller.WRITER)
                        .json("{'dependencies': {'new': " + NEW_EDGE + "}}")
                        .is(403),
                patch("/graph").ifMatch("\"999\"").json("{}").is(412),
                patch("/graph").json("{}").with("If-None-Match", "*").is(412),
                patch("/graph").json(TOO_LARGE).is(413),
                patch("/graph").body("text/plain", "{}").is(415),
                patch("/graph").json(UNKNOWN_MEMBER).is(422));
    }

    /** @param fresh an element that is not there, and is not when this is over either */
    private static List<Call> element(String folder, String fresh, String present, String value) {
        return List.of(
                get(folder + present + "?version=1"),
                get(folder + present).accepting("application/yaml"),
                get(folder + present).with("If-None-Match", "*").is(304),
                get(folder + present + "?version=x").is(400),
                get(folder + fresh).is(404),
                put(folder + fresh + "?message=why").json(value).is(201),
                put(folder + fresh + "?dry_run=true")
                        .ifMatch("*")
                        .with("If-None-Match", "\"other\"")
                        .json(value),
                put(folder + fresh).json("[").is(400),
                put(folder + fresh).ifMatch("\"999\"").json(value).is(412),
                put(folder + fresh).json(value).with("If-None-Match", "*").is(412),
                put(folder + fresh).json(TOO_LARGE).is(413),
                put(folder + fresh).body("text/plain", value).is(415),
                put(folder + fresh).json("{'colour': 'red'}").is(422),
                delete(folder + fresh + "?dry_run=true&message=why")
                        .ifMatch("*")
                        .with("If-None-Match", "\"other\""),
                delete(folder + fresh).ifMatch("17").is(400),
                delete(folder + fresh).ifMatch("\"999\"").is(412),
                delete(folder + fresh).with("If-None-Match", "*").is(412),
                delete(folder + fresh),
                delete(folder + fresh).is(404));
    }
}
