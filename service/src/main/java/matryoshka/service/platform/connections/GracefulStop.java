package matryoshka.service.platform.connections;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Announces that the server is stopping before it stops, so that no client sends a request on a connection that is about to close. The
 * server becomes unhealthy at once but keeps serving for a while, so that load balancers can turn away. Each response from then on closes
 * its connection; responses already under way without that announcement are awaited. At the end responses are held back for a moment:
 * clients that were about to open a new connection are then waiting for one of these, and nobody is on the way when the server stops
 * accepting. Thread-safe.
 */
public final class GracefulStop extends HealthCheck implements LifeCycle.Listener {
    /** The name of this health check. */
    public static final String NAME = "stopping";

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration MAX_PAUSE = Duration.ofMillis(250);

    private final Duration delay;
    private final AtomicInteger unannounced = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean pausing;

    /** @param delay how long the server keeps serving */
    public GracefulStop(Duration delay) {
        this.delay = delay;
    }

    /** Notes that a response begins. Returns whether its end must be reported to {@link #answered}. */
    boolean answers(Response response) throws InterruptedException {
        unannounced.incrementAndGet();
        if (!stopping) {
            return true;
        }
        unannounced.decrementAndGet();
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        if (pausing) {
            closed.await();
        }
        return false;
    }

    void answered() {
        unannounced.decrementAndGet();
    }

    @Override
    protected Result check() {
        return stopping ? Result.unhealthy("stopping") : Result.healthy();
    }

    @Override
    public void lifeCycleStopping(LifeCycle component) {
        if (component instanceof Server server) {
            stopping = true;
            try {
                Thread.sleep(delay.toMillis());
                awaitUnannounced(Duration.ofMillis(server.getStopTimeout()));
                pausing = true;
                Thread.sleep(Math.min(delay.toMillis(), MAX_PAUSE.toMillis()));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            } finally {
                acceptNoMore(server);
                closed.countDown();
            }
        }
    }

    private void awaitUnannounced(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (unannounced.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(POLL.toMillis());
        }
    }

    private static void acceptNoMore(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                network.close();
            }
        }
    }
}
