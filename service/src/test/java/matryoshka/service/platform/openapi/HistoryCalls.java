package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.delete;
import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.patch;
import static matryoshka.service.platform.openapi.Call.post;

import java.util.List;
import matryoshka.service.platform.openapi.Call.Caller;

/** Versions, diffs and plans. These come first: version 1 is the sample shop, 2 and 3 are made here. */
final class HistoryCalls {
    private static final String GUARD =
            "{'invariants': {'no-ship': {'from': 'auditor', 'never': 'orders:ship'}}, 'dependencies': {'bank-book-loan': null}}";

    private HistoryCalls() {}

    static List<Call> all() {
        return List.of(
                patch("/graph").json(GUARD),
                patch("/graph").json("{'invariants': null}"),
                get("/activity"),
                get("/graph/versions?limit=1"),
                get("/graph/versions"),
                get("/graph/versions?limit=0").is(400),
                get("/graph/versions?before=x").is(400),
                get("/graph/versions?before=2&limit=1"),
                get("/graph/dependencies/bank-book-loan/versions?limit=1"),
                get("/graph/dependencies/bank-book-loan/versions?before=2"),
                get("/graph/dependencies/bank-book-loan/versions?limit=0").is(400),
                get("/graph/dependencies/nothing/versions").is(404),
                get("/graph/services/bank/versions?limit=1&before=2"),
                get("/graph/services/bank/versions?before=x").is(400),
                get("/graph/services/a%20b/versions").is(404),
                get("/graph/versions/1"),
                get("/graph/versions/x").is(400),
                get("/graph/versions/999").is(404),
                post("/graph/versions/0/restore?dry_run=true").is(200),
                post("/graph/versions/1/restore").by(Caller.WRITER).is(403),
                post("/graph/versions/1/restore?message=back")
                        .ifMatch("\"3\"")
                        .with("If-None-Match", "\"other\"")
                        .is(200),
                post("/graph/versions/x/restore").is(400),
                post("/graph/versions/999/restore").is(404),
                post("/graph/versions/1/restore").ifMatch("\"999\"").is(412),
                post("/clients").json("{'client_id': 'auditor', 'scope': 'orders:ship'}"),
                post("/graph/versions/1/restore").with("If-None-Match", "*").is(412),
                post("/graph/versions/2/restore").is(422),
                get("/graph/diff?from=1&to=0"),
                get("/graph/diff?from=0"),
                get("/graph/diff").is(400),
                get("/graph/diff?from=0&to=999").is(404),
                get("/graph/plan?client_id=web-shop&scope=orders:place&version=1&min_graph_version=1"),
                get("/graph/plan?client_id=web-shop&audience=orders&resource=https://orders.shop.example"),
                get("/graph/plan?client_id=web-shop&scope=orders:place").accepting("text/vnd.mermaid"),
                post("/issuers")
                        .json(
                                "{'name': 'planned', 'issuer': 'https://planned.example', 'audiences': ['us'], 'types': ['jwt'],"
                                        + " 'jwks_uri': 'https://planned.example/keys', 'clients': ['web-shop']}")
                        .is(201),
                get(
                        "/graph/plan?client_id=web-shop&scope=orders:place&issuer=planned&subject=alice&claims=%7B%22acr%22:%221%22%7D"),
                get(
                        "/graph/plan?client_id=web-shop&scope=orders:place&via=orders&audience=bank&exchange_scope=bank:finance"),
                get("/graph/plan.dot?client_id=web-shop&scope=orders:place&issuer=planned&subject=alice&claims=%7B%7D"),
                get(
                        "/graph/plan.dot?client_id=web-shop&scope=orders:place&via=orders&audience=bank&exchange_scope=bank:finance"),
                delete("/issuers/planned").is(204),
                get("/graph/plan").is(400),
                get("/graph/plan?client_id=nobody").is(404),
                get("/graph/plan?client_id=web-shop&scope=nope").is(422),
                get("/graph/plan.dot?client_id=web-shop&scope=orders:place&version=1&min_graph_version=1"),
                get("/graph/plan.dot?client_id=web-shop&audience=orders&resource=https://orders.shop.example"),
                get("/graph/plan.dot").is(400),
                get("/graph/plan.dot?client_id=web-shop&version=999").is(404),
                get("/graph/plan.dot?client_id=web-shop&audience=nope").is(422),
                explain("{'token': '" + Walk.TOKEN + "'}").is(200),
                explain("{").is(400),
                explain("#".repeat(70_000)).is(413),
                explain("{}").with("Content-Type", "text/plain").is(415),
                explain("{'token': 'garbage'}").is(422));
    }

    private static Call explain(String json) {
        return post("/graph/explain").json(json);
    }
}
