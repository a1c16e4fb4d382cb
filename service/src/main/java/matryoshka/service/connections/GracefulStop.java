package matryoshka.service.connections;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Announces that the server stops, before it does: it is unhealthy at once and serves on for a while, in which load balancers turn away,
 * and each answer ends its connection, so that no client is amid a request when the rest is closed.
 */
public final class GracefulStop extends HealthCheck implements LifeCycle.Listener {
    private final Duration delay;
    private volatile boolean stopping;

    /** @param delay how long the server serves on */
    public GracefulStop(Duration delay) {
        this.delay = delay;
    }

    boolean isStopping() {
        return stopping;
    }

    @Override
    protected Result check() {
        return stopping ? Result.unhealthy("stopping") : Result.healthy();
    }

    @Override
    public void lifeCycleStopping(LifeCycle component) {
        if (component instanceof Server) {
            stopping = true;
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
