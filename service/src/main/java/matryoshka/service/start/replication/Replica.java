package matryoshka.service.start.replication;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This instance's copy of the database's state in memory: keeps it up to date, and knows how far behind it may be. */
public final class Replica implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Reading and checking a large graph can take this long. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final UnaryOperator<GraphVersion> since;
    private final GraphRules rules;
    private final Supplier<ClientRegistry> clients;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Worker takingOver;
    /** Requests to run {@link #takeOverWhatIsNew}. */
    private final Semaphore calls = new Semaphore(0);

    private volatile Instant confirmedAt;
    private volatile Instant askedAt;
    private volatile long knownHead;
    /** Since when the database has an older version than this instance; null if it has not. */
    private @Nullable Instant aheadSince;

    private volatile Duration ahead = Duration.ZERO;

    private volatile long refusedVersion;

    /**
     * @param since reads the current version, given the one in use
     * @param clients reads all clients
     */
    public Replica(
            UnaryOperator<GraphVersion> since,
            GraphRules rules,
            Supplier<ClientRegistry> clients,
            Snapshots snapshots,
            Clock clock,
            Workers workers) {
        this.since = since;
        this.rules = rules;
        this.clients = clients;
        this.snapshots = snapshots;
        this.clock = clock;
        this.takingOver = workers.worker("take-over-graph", MAX_SILENCE);
        this.confirmedAt = clock.instant();
        this.askedAt = confirmedAt;
        this.knownHead = snapshots.current().version();
    }

    /**
     * How far this instance is behind.
     *
     * @param ahead for how long the database has had an older version: it was restored from a backup, unless that ends soon
     */
    public record Lag(long version, long headVersion, Duration sinceConfirmed, Duration ahead) {
        /** Returns whether it has what the database had at its last response. */
        public boolean isCurrent() {
            return version >= headVersion;
        }
    }

    public Lag lag() {
        return new Lag(snapshots.current().version(), knownHead, Duration.between(confirmedAt, clock.instant()), ahead);
    }

    /** Loads the current clients. Synchronized, so that an earlier read never replaces the result of a later one. */
    public synchronized void refreshClients() {
        snapshots.clients(clients.get());
    }

    /**
     * Loads the current clients after a change made through this instance. If the database is unavailable, the change arrives here as late
     * as on other instances, through {@link PostgresFollower}.
     */
    public void clientsChanged() {
        try {
            refreshClients();
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Could not load changed clients; will retry: {}",
                    unavailable.getClass().getName());
        }
    }

    /**
     * Switches to the database's graph if it is newer. Checking a large graph takes seconds, during which the caller must handle other
     * changes: so this works in the background and returns at once.
     *
     * @param head the current version, as the database has just reported it
     * @param complete the time before which the report includes every version; empty if that is not known
     */
    void follow(long head, Optional<Instant> complete) {
        knownHead = head;
        noteWhetherAhead(head, complete);
        if (head <= snapshots.current().version() || head == refusedVersion) {
            confirmedAt = complete.orElse(confirmedAt);
        } else {
            askedAt = complete.orElse(confirmedAt);
            calls.release();
        }
    }

    /**
     * A version of this instance's own can be newer than what was read before it. That is over with the next report, or when the standby
     * that this instance reads has caught up. So what counts is the time for which reports are complete.
     */
    private void noteWhetherAhead(long head, Optional<Instant> complete) {
        if (head >= snapshots.current().version()) {
            aheadSince = null;
            ahead = Duration.ZERO;
            return;
        }
        Instant since = aheadSince == null ? clock.instant() : aheadSince;
        aheadSince = since;
        ahead = complete.filter(since::isBefore)
                .map(until -> Duration.between(since, until))
                .orElse(Duration.ZERO);
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
        long head = knownHead;
        if (head > snapshot.version() && head != refusedVersion) {
            GraphVersion found = since.apply(
                    new GraphVersion(snapshot.version(), snapshot.graph().document()));
            takeOver(found);
            if (found.version() >= head) {
                confirmedAt = asked;
            }
        }
    }

    private void takeOver(GraphVersion current) {
        try {
            snapshots.graph(current.version(), rules.valid(current.document()));
            LOG.info("Switched to graph version {}.", current.version());
        } catch (IllegalStateException broken) {
            // Somebody wrote to the tables. The valid graph stays in use; health checks report that this instance is
            // behind.
            refusedVersion = current.version();
            LOG.error("Cannot switch to graph version {}: {}", current.version(), broken.getMessage());
        }
    }
}
