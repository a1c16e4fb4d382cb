package matryoshka.service.graph.publish;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.power.Precedents;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishDecision;
import matryoshka.service.graph.versions.PublishOutcome;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.problems.Outages;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the graph. Every change goes through here. */
public final class PublishGraph {
    private static final Logger LOG = LoggerFactory.getLogger(PublishGraph.class);

    private final GraphVersions versions;
    private final Snapshots snapshots;
    private final AssessEdit assessEdit;
    private final MeasureImpact measureImpact;
    private final AuditLog audit;
    private final Clock clock;

    public PublishGraph(
            GraphVersions versions,
            Snapshots snapshots,
            AssessEdit assessEdit,
            MeasureImpact measureImpact,
            AuditLog audit,
            Clock clock) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.assessEdit = assessEdit;
        this.measureImpact = measureImpact;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Publishes an edit, or returns why not. When it returns, the graph is durable and in use on this instance. A dry run fails if the
     * impact cannot be measured; a publication then has none.
     */
    public Publication publish(GraphEdit edit, PublishRequest request) {
        GraphVersion known = known();
        if (request.dryRun()) {
            return tryOut(assessEdit.assess(edit, versions.since(known), request), request.publisher());
        }
        Attempt attempt = new Attempt(edit, request, known);
        PublishOutcome<Publication> outcome = versions.publish(known, attempt::decide);
        if (outcome instanceof PublishOutcome.Refused<Publication> refused) {
            return refused.reason();
        }
        Publication.Done done = attempt.taken((PublishOutcome.Accepted<Publication>) outcome);
        return done.with(impact(done));
    }

    /**
     * Consent is the publisher's to have. A caller who can only read is told which consent a publisher will need. One who may publish is
     * refused without it, and still told what the change would do: the owners are asked for consent to exactly that.
     */
    private Publication tryOut(Assessment assessment, AdminCaller caller) {
        Precedents precedents = versions.precedents();
        if (!(assessEdit.foresee(assessment, precedents) instanceof Publication.Done done)) {
            return assessment.publication();
        }
        Publication.Done foreseen = done.with(measureImpact.of(done));
        return caller.has(BuiltIn.GRAPH_WRITE)
                        && assessEdit.permit(assessment, caller, precedents) instanceof Publication.Forbidden forbidden
                ? new Publication.Forbidden(forbidden.withoutConsent(), foreseen)
                : foreseen;
    }

    /** The graph is already published and durable, so no failure here may turn into an error. */
    private @Nullable Impact impact(Publication.Done published) {
        try {
            return measureImpact.of(published);
        } catch (RuntimeException failed) {
            if (Outages.isOutage(failed)) {
                LOG.warn(
                        "Published version {}, but could not measure its impact: {}",
                        published.version(),
                        failed.getClass().getName());
            } else {
                LOG.error("Published version {}, but could not measure its impact", published.version(), failed);
            }
            return null;
        }
    }

    private GraphVersion known() {
        Snapshot snapshot = snapshots.current();
        return new GraphVersion(snapshot.version(), snapshot.graph().document());
    }

    /**
     * One attempt to publish. Assesses the edit before taking the lock, so that a long assessment delays nobody, and again only if the
     * graph has changed by then.
     */
    private final class Attempt {
        private final GraphEdit edit;
        private final PublishRequest request;
        private GraphVersion basis;
        private Assessment assessed;
        private Publication.@Nullable Done granted;

        Attempt(GraphEdit edit, PublishRequest request, GraphVersion known) {
            this.edit = edit;
            this.request = request;
            this.basis = known;
            this.assessed = assessEdit.assess(edit, known, request);
        }

        PublishDecision<Publication> decide(GraphVersion current, Precedents precedents) {
            if (current.version() != basis.version()) {
                basis = current;
                assessed = assessEdit.assess(edit, current, request);
            }
            Publication permitted = assessEdit.permit(assessed, request.publisher(), precedents);
            if (!(permitted instanceof Publication.Done done)) {
                return new PublishDecision.Refuse<>(permitted);
            }
            granted = done;
            return new PublishDecision.Publish<>(
                    done.graph().document(),
                    request.publisher().clientId(),
                    request.message(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
        }

        Publication.Done taken(PublishOutcome.Accepted<Publication> accepted) {
            Publication.Done done = Objects.requireNonNull(granted);
            long version = accepted.current().version();
            snapshots.graph(version, done.graph());
            if (accepted.changed()) {
                audit.published(version, request.publisher().clientId());
                done.given().forEach(power -> audit.powerGiven(version, power));
            }
            return done.as(version);
        }
    }
}
