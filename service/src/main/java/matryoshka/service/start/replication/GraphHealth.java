package matryoshka.service.start.replication;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.Locale;

/** Healthy while this instance has the graph that the database has. */
public final class GraphHealth extends HealthCheck {
    /** A version of this instance's own may be newer than what it read before, for a shorter time. */
    private static final Duration MAX_AHEAD = Duration.ofSeconds(30);

    private final Replica replica;
    private final Duration mostLag;

    /** @param mostLag how long ago the database may have confirmed this instance's graph */
    public GraphHealth(Replica replica, Duration mostLag) {
        this.replica = replica;
        this.mostLag = mostLag;
    }

    @Override
    protected Result check() {
        Replica.Lag lag = replica.lag();
        if (lag.ahead().compareTo(MAX_AHEAD) > 0) {
            return Result.builder()
                    .unhealthy()
                    .withMessage(String.format(
                            Locale.ROOT,
                            "graph version %d, but the database has only version %d: it was restored from a backup, or a standby that lacked some was promoted; restart this instance",
                            lag.version(),
                            lag.headVersion()))
                    .withDetail("version", lag.version())
                    .withDetail("ahead", lag.version() - lag.headVersion())
                    .build();
        }
        boolean healthy = lag.isCurrent() && lag.sinceConfirmed().compareTo(mostLag) <= 0;
        return (healthy ? Result.builder().healthy() : Result.builder().unhealthy())
                .withMessage(String.format(
                        Locale.ROOT,
                        "graph version %d, %d versions behind, confirmed %.1f s ago",
                        lag.version(),
                        Math.max(0, lag.headVersion() - lag.version()),
                        lag.sinceConfirmed().toMillis() / 1000.0))
                .withDetail("version", lag.version())
                .withDetail("lag", Math.max(0, lag.headVersion() - lag.version()))
                .withDetail("age_ms", lag.sinceConfirmed().toMillis())
                .build();
    }
}
