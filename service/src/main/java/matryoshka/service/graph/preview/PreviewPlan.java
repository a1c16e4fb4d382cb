package matryoshka.service.graph.preview;

import java.util.Optional;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Sight;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** What a client would get, without minting it. */
public final class PreviewPlan {
    private final ReadGraph readGraph;
    private final Snapshots snapshots;
    private final Planner planner;
    private final DocumentMemory memory;

    /** @param memory for versions that are read */
    public PreviewPlan(ReadGraph readGraph, Snapshots snapshots, Planner planner, DocumentMemory memory) {
        this.memory = memory;
        this.readGraph = readGraph;
        this.snapshots = snapshots;
        this.planner = planner;
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
        if (asked == snapshot.version()) {
            return Optional.of(preview(asked, snapshot.graph(), client, request, snapshot));
        }
        return memory.forVersions(
                snapshot.graph().document(),
                1,
                0,
                () -> readGraph.graph(asked).map(found -> preview(asked, found, client, request, snapshot)));
    }

    private Preview preview(long version, ServiceGraph graph, Client client, PlanRequest request, Snapshot snapshot) {
        return new Preview(version, planner.plan(new Sight(graph, version, snapshot.sealer()), client, request));
    }
}
