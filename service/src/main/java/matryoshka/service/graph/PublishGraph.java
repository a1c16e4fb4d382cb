package matryoshka.service.graph;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.service.document.ReadDocument;
import matryoshka.service.minting.BudgetRule;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a document the graph: one judge and one way for everybody who wants to change it. */
public final class PublishGraph {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final GraphVersions versions;
    private final Snapshots snapshots;
    private final GraphRules rules;
    private final BudgetRule budgetRule;
    private final Clock clock;

    public PublishGraph(
            GraphVersions versions, Snapshots snapshots, GraphRules rules, BudgetRule budgetRule, Clock clock) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.rules = rules;
        this.budgetRule = budgetRule;
        this.clock = clock;
    }

    /** Publishes a document as it was read, or says why not; durable, and in use here, when it returns. */
    public Publication publish(ReadDocument read, PublishRequest request) {
        Judged judged = judge(read);
        if (request.dryRun()) {
            return judged.outcome(versions.current(), request);
        }
        Snapshot snapshot = snapshots.current();
        VersionedDocument known =
                new VersionedDocument(snapshot.version(), snapshot.graph().document());
        PublishOutcome<Publication> outcome = versions.publish(known, current -> decide(current, judged, request));
        if (outcome instanceof PublishOutcome.Refused<Publication> refused) {
            return refused.reason();
        }
        PublishOutcome.Accepted<Publication> accepted = (PublishOutcome.Accepted<Publication>) outcome;
        Publication.Done done =
                judged.done(accepted.before(), accepted.current().version());
        snapshots.graph(done.version(), done.graph());
        if (accepted.changed()) {
            AUDIT.info("published version={} by={}", done.version(), request.publishedBy());
        }
        return done;
    }

    private PublishDecision<Publication> decide(VersionedDocument current, Judged judged, PublishRequest request) {
        Publication outcome = judged.outcome(current, request);
        if (!(outcome instanceof Publication.Done done)) {
            return new PublishDecision.Refuse<>(outcome);
        }
        return new PublishDecision.Publish<>(
                done.graph().document(),
                request.publishedBy(),
                request.message(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Judged judge(ReadDocument read) {
        ServiceGraph.Validated validated = rules.judge(read);
        if (validated instanceof ServiceGraph.Valid valid) {
            List<Violation> overBudget = budgetRule.violations(snapshots.current(), valid.graph());
            return overBudget.isEmpty()
                    ? new Judged(validated)
                    : new Judged(new ServiceGraph.Invalid(new ArrayList<>(overBudget)));
        }
        return new Judged(validated);
    }

    /** A document judged once, before the lock is taken: a long judgement holds nobody up. */
    private record Judged(ServiceGraph.Validated validated) {

        Publication outcome(VersionedDocument current, PublishRequest request) {
            if (!request.replaces().matches(current.version())) {
                return new Publication.Mismatch(current.version());
            }
            if (validated instanceof ServiceGraph.Invalid invalid) {
                return new Publication.Invalid(invalid.violations());
            }
            return done(current, current.version());
        }

        Publication.Done done(VersionedDocument before, long version) {
            ServiceGraph graph = ((ServiceGraph.Valid) validated).graph();
            GraphDocument document = graph.document();
            return new Publication.Done(version, graph, GraphDiff.between(before.document(), document));
        }
    }
}
