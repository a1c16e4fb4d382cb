package matryoshka.service.staleness.status;

import io.dropwizard.lifecycle.Managed;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.StaleDirection;
import matryoshka.token.StatusSummary;

/** A worker that counts, for metrics, the plan nodes in use whose tokens are stale. */
public final class CountStalePlans implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    /** Until it is recorded what a new version did. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String REFUSED = "refused";

    private final SummarizeStatus summarizeStatus;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Worker worker;
    private final Gauge stale;
    /** The version that the last round counted for. */
    private long version;

    private boolean isComplete;

    /** @param summarizeStatus for this worker alone */
    public CountStalePlans(
            SummarizeStatus summarizeStatus,
            Snapshots snapshots,
            Clock clock,
            Workers workers,
            PrometheusRegistry metrics) {
        this.summarizeStatus = summarizeStatus;
        this.snapshots = snapshots;
        this.clock = clock;
        this.worker = workers.worker("count-stale-plans", MAX_SILENCE);
        this.stale = Gauge.builder()
                .name("matryoshka_stale_plan_nodes")
                .help("Plan nodes in use whose tokens are stale, by direction. NaN if they are not known or too many.")
                .labelNames("direction")
                .register(metrics);
    }

    @Override
    public void start() {
        worker.start(this::count, failed -> snapshots.awaitGraph(version + 1, failed || isComplete ? INTERVAL : RETRY));
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }

    private void count() {
        version = snapshots.current().version();
        StatusSummary summary = summarizeStatus.summary(snapshots.current(), clock.instant());
        isComplete = summary.complete();
        for (StaleDirection direction : StaleDirection.values()) {
            long nodes = summary.stale().values().stream()
                    .filter(directions -> directions.contains(direction))
                    .count();
            set(direction.text(), nodes, summary);
        }
        set(REFUSED, summary.refused().size(), summary);
    }

    private void set(String direction, long nodes, StatusSummary summary) {
        stale.labelValues(direction).set(summary.complete() ? nodes : Double.NaN);
    }
}
