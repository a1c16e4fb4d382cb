package matryoshka.service.tokens.issuance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.audit.RefusalCounts;
import matryoshka.service.platform.metrics.TokenFigures;
import matryoshka.service.platform.metrics.TokenMetrics;

/** {@code GET /activity}: what this instance has done since its start. The numbers only grow; two answers give a rate. */
@Path("/activity")
public final class ActivityResource {
    private final TokenMetrics metrics;
    private final RefusalCounts refusalCounts;
    private final Clock clock;
    private final String instance;
    private final Instant startedAt;

    /** @param instance a random id of this run, since each instance counts for itself */
    public ActivityResource(TokenMetrics metrics, RefusalCounts refusalCounts, Clock clock, String instance) {
        this.metrics = metrics;
        this.refusalCounts = refusalCounts;
        this.clock = clock;
        this.instance = instance;
        this.startedAt = clock.instant();
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode activity() {
        TokenFigures figures = metrics.figures();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance", instance);
        json.put("started_at", startedAt.toString());
        json.put("at", clock.instant().toString());
        counts(json.putArray("requests"), figures.requests());
        counts(json.putArray("minted"), figures.minted());
        json.put("cut", figures.cut());
        counts(json.putArray("exchanges"), figures.exchanges());
        ArrayNode refusals = json.putArray("refusals");
        refusalCounts
                .byKind()
                .forEach((kind, reasons) -> reasons.forEach((reason, count) -> refusals.addObject()
                        .put("kind", kind)
                        .put("reason", reason)
                        .put("count", count)));
        return json;
    }

    private static void counts(ArrayNode json, List<TokenFigures.Count> counts) {
        for (TokenFigures.Count one : counts) {
            ObjectNode row = json.addObject();
            one.labels().forEach(row::put);
            row.put("count", one.count());
        }
    }
}
