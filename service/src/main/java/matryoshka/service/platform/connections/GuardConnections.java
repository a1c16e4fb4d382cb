package matryoshka.service.platform.connections;

import com.codahale.metrics.MetricRegistry;
import matryoshka.service.platform.overload.OverloadLimits;
import matryoshka.service.platform.overload.ShedLoad;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** Puts the connection limits around the server's handlers when it starts: before that, Dropwizard has not built them. */
public final class GuardConnections implements LifeCycle.Listener {
    /** Dropwizard's name for the connectors that do not serve the admin port. */
    private static final String APPLICATION = "application";

    /** While the maximum number of connections is open, an idle one is closed after this time. */
    private static final long IDLE_AT_LIMIT_MILLIS = 1_000;

    /** How much of a response that a client does not read the operating system may buffer; by default it would be megabytes. */
    private static final int MAX_UNTAKEN_BYTES = 256 * 1024;

    private final ConnectionLimits limits;
    private final OverloadLimits overload;
    private final GracefulStop stop;
    private final MetricRegistry metrics;

    public GuardConnections(
            ConnectionLimits limits, OverloadLimits overload, GracefulStop stop, MetricRegistry metrics) {
        this.limits = limits;
        this.overload = overload;
        this.stop = stop;
        this.metrics = metrics;
    }

    @Override
    public void lifeCycleStarting(LifeCycle component) {
        if (component instanceof Server server) {
            Handler inner = new SlowAnswers(new AnnounceStop(withoutGraceful(server), stop), limits.maxSlowAnswers());
            Handler shedding = new ShedLoad(inner, overload, metrics);
            SlowHeads guarded = new SlowHeads(new EagerBodies(shedding, limits.bodies()), limits.maxHeadTime());
            server.setHandler(new ServeToTheEnd(guarded));
            for (Connector connector : server.getConnectors()) {
                guard(connector, guarded, server);
            }
        }
    }

    private void guard(Connector connector, SlowHeads guarded, Server server) {
        if (connector instanceof AbstractConnector network) {
            network.addBean(guarded, false);
            if (APPLICATION.equals(network.getName())) {
                NetworkConnectionLimit limit = new NetworkConnectionLimit(limits.maxConnections(), network);
                limit.setEndPointIdleTimeout(IDLE_AT_LIMIT_MILLIS);
                server.addBean(limit);
            }
            if (network instanceof ServerConnector tcp) {
                tcp.setAcceptedSendBufferSize(MAX_UNTAKEN_BYTES);
            }
        }
    }

    private static Handler withoutGraceful(Server server) {
        if (server.getHandler() instanceof GracefulHandler graceful) {
            Handler inner = graceful.getHandler();
            graceful.setHandler((Handler) null);
            return inner;
        }
        return server.getHandler();
    }
}
