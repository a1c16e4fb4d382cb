package matryoshka.service.graph.preview;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.planning.minting.Encryption;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.trust.TrustRegistry;

/** Plans what a client would get, without minting it. */
public final class PreviewPlan {
    private final ReadGraph readGraph;
    private final Snapshots snapshots;
    private final Planners planners;
    private final Supplier<TrustRegistry> trust;
    private final DocumentMemory memory;

    /**
     * @param trust the currently trusted issuers
     * @param memory for versions read from the database
     */
    public PreviewPlan(
            ReadGraph readGraph,
            Snapshots snapshots,
            Planners planners,
            Supplier<TrustRegistry> trust,
            DocumentMemory memory) {
        this.trust = trust;
        this.memory = memory;
        this.readGraph = readGraph;
        this.snapshots = snapshots;
        this.planners = planners;
    }

    /**
     * A plan, and the request it was made for.
     *
     * @param version of the graph
     * @param budget that it was made for: that of the client's format
     * @param encryption what is encrypted in it
     */
    record Preview(
            long version, PreviewRequest request, PlanResult<TokenPlan> plan, Budget budget, Encryption encryption) {}

    public Optional<Client> client(String id) {
        return snapshots.current().clients().find(id);
    }

    /** Returns the issuers whose tokens may begin a chain. */
    TrustRegistry trust() {
        return trust.get();
    }

    /** Returns the plan in a version of the graph, or in the current one; empty if there is no such version. */
    Optional<Preview> preview(Client client, PreviewRequest request, Optional<Long> version) {
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

    private Preview preview(
            long version, ServiceGraph graph, Client client, PreviewRequest request, Snapshot snapshot) {
        Planner planner = planner(client, request, snapshot);
        PlanningBasis basis = new PlanningBasis(graph, version, snapshot.sealer());
        return new Preview(
                version,
                request,
                request.isOwn()
                        ? planner.plan(basis, client, request.begun())
                        : new PreviewChain(planner, basis, client).plan(request),
                planner.budget(),
                planner.encryption(graph));
    }

    /** Returns that for the format of the client that gets the token: the last one to exchange. */
    private Planner planner(Client begins, PreviewRequest request, Snapshot snapshot) {
        List<String> via = request.via();
        return via.isEmpty()
                ? planners.of(begins)
                : snapshot.clients()
                        .find(via.get(via.size() - 1))
                        .map(planners::of)
                        .orElse(planners.outside());
    }
}
