package matryoshka.service.graph;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the graph: one way in for everybody who wants to. */
public final class PublishGraph {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final GraphVersions versions;
    private final Snapshots snapshots;
    private final AssessEdit assessEdit;
    private final Clock clock;

    public PublishGraph(GraphVersions versions, Snapshots snapshots, AssessEdit assessEdit, Clock clock) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.assessEdit = assessEdit;
        this.clock = clock;
    }

    /** Publishes an edit, or says why not. When it returns, the graph is durable and in use here. */
    public Publication publish(GraphEdit edit, PublishRequest request) {
        VersionedDocument known = known();
        if (request.dryRun()) {
            boolean isCurrent = versions.currentVersion() == known.version();
            return assessEdit.assess(edit, isCurrent ? known : versions.current(), request);
        }
        // Judged before the lock is taken, so that a long judgement holds nobody up; again only if the graph is another by then.
        Publication expected = assessEdit.assess(edit, known, request);
        AtomicReference<Publication> assessed = new AtomicReference<>(expected);
        PublishOutcome<Publication> outcome = versions.publish(known, current -> {
            if (current.version() != known.version()) {
                assessed.set(assessEdit.assess(edit, current, request));
            }
            return decide(assessed.get(), request);
        });
        if (outcome instanceof PublishOutcome.Accepted<Publication> accepted) {
            return taken((Publication.Done) assessed.get(), accepted, request);
        }
        return ((PublishOutcome.Refused<Publication>) outcome).reason();
    }

    private VersionedDocument known() {
        Snapshot snapshot = snapshots.current();
        return new VersionedDocument(snapshot.version(), snapshot.graph().document());
    }

    private PublishDecision<Publication> decide(Publication assessed, PublishRequest request) {
        if (!(assessed instanceof Publication.Done done)) {
            return new PublishDecision.Refuse<>(assessed);
        }
        return new PublishDecision.Publish<>(
                done.graph().document(),
                request.publisher().clientId(),
                request.message(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Publication taken(
            Publication.Done done, PublishOutcome.Accepted<Publication> accepted, PublishRequest request) {
        long version = accepted.current().version();
        snapshots.graph(version, done.graph());
        if (accepted.changed()) {
            AUDIT.info("published version={} by={}", version, request.publisher().clientId());
        }
        return new Publication.Done(done.before(), version, done.graph(), done.diff());
    }
}
