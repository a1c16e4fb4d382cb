package matryoshka.service.start.replication;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.VersionedDocument;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this instance holds in memory of what the database holds: brings it up to date, and knows how far behind it may be. */
public final class Replica implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Reading and judging a large graph takes its time. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final GraphVersions versions;
    private final GraphRules rules;
    private final Clients clients;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Worker takingOver;
    /** Calls for {@link #takeOverWhatIsNew}. */
    private final Semaphore calls = new Semaphore(0);

    private volatile Instant confirmedAt;
    private volatile Instant askedAt;
    private volatile long knownHead;
    private volatile long refusedVersion;

    public Replica(
            GraphVersions versions,
            GraphRules rules,
            Clients clients,
            Snapshots snapshots,
            Clock clock,
            Workers workers) {
        this.versions = versions;
        this.rules = rules;
        this.clients = clients;
        this.snapshots = snapshots;
        this.clock = clock;
        this.takingOver = workers.worker("take-over-graph", MAX_SILENCE);
        this.confirmedAt = clock.instant();
        this.askedAt = confirmedAt;
        this.knownHead = snapshots.current().version();
    }

    /** How far this instance is behind. */
    public record Lag(long version, long headVersion, Duration sinceConfirmed) {
        /** Whether it holds what the database held when it last answered. */
        public boolean isCurrent() {
            return version >= headVersion;
        }
    }

    public Lag lag() {
        return new Lag(snapshots.current().version(), knownHead, Duration.between(confirmedAt, clock.instant()));
    }

    /** Takes over the clients as they are now. One at a time, so that what was read earlier is never put in place of what was read later. */
    public synchronized void refreshClients() {
        snapshots.clients(clients.all());
    }

    /**
     * The same after a change that was made through this instance. When the database cannot be asked the change is here as late as it is
     * elsewhere: {@link PostgresFollower} hears of it as well.
     */
    public void clientsChanged() {
        try {
            refreshClients();
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Changed clients are taken over later: {}",
                    unavailable.getClass().getName());
        }
    }

    /**
     * Takes over the graph if the database has a later version. Judging a large one takes seconds, in which whoever asks this has other
     * changes to hear of: it goes on beside, and this returns at once.
     *
     * @param head the current version, as the database has just said
     */
    void follow(long head) {
        Instant asked = clock.instant();
        knownHead = head;
        if (head <= snapshots.current().version() || head == refusedVersion) {
            confirmedAt = asked;
        } else {
            askedAt = asked;
            calls.release();
        }
    }

    @Override
    public void start() {
        takingOver.start(this::takeOverWhatIsNew, failed -> {
            if (calls.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
            }
        });
    }

    @Override
    public void stop() throws InterruptedException {
        takingOver.stop(PATIENCE);
    }

    private void takeOverWhatIsNew() {
        Snapshot snapshot = snapshots.current();
        Instant asked = askedAt;
        if (knownHead > snapshot.version() && knownHead != refusedVersion) {
            takeOver(versions.since(
                    new VersionedDocument(snapshot.version(), snapshot.graph().document())));
            confirmedAt = asked;
        }
    }

    private void takeOver(VersionedDocument current) {
        try {
            snapshots.graph(current.version(), rules.valid(current.document()));
            LOG.info("Took over graph version {}.", current.version());
        } catch (IllegalStateException broken) {
            // Somebody wrote to the tables. What was valid goes on; health says that this instance is behind.
            refusedVersion = current.version();
            LOG.error("Graph version {} is not taken over: {}", current.version(), broken.getMessage());
        }
    }
}
