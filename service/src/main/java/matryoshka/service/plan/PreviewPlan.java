package matryoshka.service.plan;

import java.util.Optional;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.ReadGraph;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.Sight;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** What a client would get, without minting it. */
public final class PreviewPlan {
    private final ReadGraph readGraph;
    private final Snapshots snapshots;
    private final PreparePlan preparePlan;

    public PreviewPlan(ReadGraph readGraph, Snapshots snapshots, PreparePlan preparePlan) {
        this.readGraph = readGraph;
        this.snapshots = snapshots;
        this.preparePlan = preparePlan;
    }

    /** A plan and the version of the graph it was made of. */
    public record Preview(long version, PlanResult<TokenPlan> plan) {}

    public Optional<Client> client(String id) {
        return snapshots.current().clients().find(id);
    }

    /** The plan in a version of the graph, or in today's; empty when there is no such version. */
    public Optional<Preview> preview(Client client, PlanRequest request, Optional<Long> version) {
        Snapshot snapshot = snapshots.current();
        long asked = version.orElse(snapshot.version());
        Optional<ServiceGraph> graph =
                asked == snapshot.version() ? Optional.of(snapshot.graph()) : readGraph.graph(asked);
        return graph.map(found ->
                new Preview(asked, preparePlan.plan(new Sight(found, asked, snapshot.sealer()), client, request)));
    }
}
