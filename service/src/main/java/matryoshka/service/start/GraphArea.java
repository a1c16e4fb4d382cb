package matryoshka.service.start;

import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.graph.GraphFeature;
import matryoshka.service.graph.egress.EgressReaders;
import matryoshka.service.graph.egress.EgressResource;
import matryoshka.service.graph.preview.PlanResource;
import matryoshka.service.graph.preview.PreviewPlan;
import matryoshka.service.graph.publish.AssessEdit;
import matryoshka.service.graph.publish.ImpactBounds;
import matryoshka.service.graph.publish.JudgeClient;
import matryoshka.service.graph.publish.MeasureImpact;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionTags;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.token.ClaimNames;

/** Wires the graph: versions, rules, publishing, and previews of plans. */
final class GraphArea {
    private final Platform platform;
    private final PlanningArea planning;
    private final GraphVersions versions;
    private final GraphRules rules;
    private final VersionTags tags;

    GraphArea(Platform platform, PlanningArea planning) {
        this.platform = platform;
        this.planning = planning;
        this.versions = new JdbiGraphVersions(platform.jdbi());
        this.tags = new VersionTags(versions);
        this.rules = new GraphRules(terms(platform), planning.expressionRules());
    }

    /** Returns this instance's initial state: the current version of the graph, and all clients. */
    Snapshot firstSnapshot(Clients clients, KeysArea keys) {
        GraphVersion current = versions.current();
        tags.follow();
        KeyRing ring = keys.ring();
        return new Snapshot(current.version(), rules.valid(current.document()), clients.all(), ring, keys.sealer());
    }

    /**
     * Registers the endpoints.
     *
     * @param readers who may read where a service sends its tokens
     * @return publishes changes of the graph
     */
    PublishGraph join(SnapshotArea snapshot, TrustArea trust, KeysArea keys, EgressReaders readers) {
        IssuerConfiguration configuration = platform.configuration();
        Snapshots snapshots = snapshot.snapshots();
        SizeRules sizeRules = new SizeRules(configuration.limits().elements());
        ReadGraph readGraph = new ReadGraph(versions, snapshots, rules);
        DocumentMemory documents = DocumentMemory.ofHeap(
                configuration.limits().documentHeapPercent(),
                platform.environment().metrics());
        MeasureImpact measureImpact = new MeasureImpact(
                planning.keptPlans(),
                snapshots,
                readGraph::graph,
                planning.planners(),
                new ImpactBounds(
                        configuration.plans().impactTime(),
                        configuration.plans().impactEntries()));
        PublishGraph publishGraph = new PublishGraph(
                versions,
                snapshots,
                new AssessEdit(sizeRules, rules, planning.budgetRule(), snapshots),
                measureImpact,
                platform.audit(),
                platform.clock());
        platform.register(new GraphFeature(readGraph, versions, publishGraph, sizeRules, documents, tags));
        platform.register(new EgressResource(new VersionAnswer(readGraph, tags, documents), readers));
        platform.register(new PlanResource(
                new PreviewPlan(readGraph, snapshots, planning.planners(), trust.current(), documents),
                snapshot.awaitVersion()));
        return publishGraph;
    }

    /** Returns the rules for every registration of a client. */
    JudgeClient judgeClient(Snapshots snapshots) {
        return new JudgeClient(planning.budgetRule(), snapshots);
    }

    GraphVersions versions() {
        return versions;
    }

    /** Returns the entity tags of versions. */
    VersionTags tags() {
        return tags;
    }

    GraphRules rules() {
        return rules;
    }

    private static GraphTerms terms(Platform platform) {
        var tokens = platform.configuration().tokens();
        return new GraphTerms(
                platform.issuer(),
                tokens.lifetime(),
                tokens.maxLifetime(),
                tokens.maxExtension(),
                Sorted.set(ClaimNames.RESERVED));
    }
}
