package matryoshka.service.platform.time;

import com.codahale.metrics.health.HealthCheck;

/** Healthy while this machine's clock and the database's agree. */
public final class ClockHealth extends HealthCheck {
    private final ClockWatch watch;

    public ClockHealth(ClockWatch watch) {
        this.watch = watch;
    }

    @Override
    protected Result check() {
        return (watch.isAlarming()
                        ? Result.builder().unhealthy()
                        : Result.builder().healthy())
                .withMessage(watch.sentence())
                .withDetail("ahead_ms", watch.machineAhead().toMillis())
                .withDetail("serving", !watch.isTooFar())
                .build();
    }
}
