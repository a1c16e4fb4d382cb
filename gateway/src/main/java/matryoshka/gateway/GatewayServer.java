package matryoshka.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway's HTTP: one listener for proxies, one for services. A slow peer holds a connection, and no thread. */
final class GatewayServer implements AutoCloseable {
    private static final int IDLE_MILLIS = 30_000;
    private static final int STOP_MILLIS = 5_000;
    private static final int MIN_THREADS = 8;

    /** Threads that only accept connections and wait for what they send: two for each listener. */
    private static final int LISTENING = 4;

    private final Server server;
    private final List<Path> sockets = new ArrayList<>();

    GatewayServer(Settings settings, Handler handler) {
        // Its queue is bounded by the number of connections.
        QueuedThreadPool threads =
                new QueuedThreadPool(settings.bounds().threads() + LISTENING, MIN_THREADS, IDLE_MILLIS);
        threads.setName("gateway");
        server = new Server(threads);
        server.setHandler(new GracefulHandler(handler));
        server.setErrorHandler((request, response, callback) -> {
            Answer.problem(response.getStatus(), HttpStatus.getMessage(response.getStatus()))
                    .send(response, callback);
            return true;
        });
        server.setStopTimeout(STOP_MILLIS);
        add(settings.proxies().listener(), "proxies", settings.bounds());
        add(settings.tokenApi().listener(), Router.FOR_SERVICES, settings.bounds());
        server.addBean(new NetworkConnectionLimit(settings.bounds().connections(), server));
    }

    private void add(Listener listener, String name, Settings.Bounds bounds) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(bounds));
        if (listener instanceof Listener.Tcp tcp) {
            ServerConnector connector = new ServerConnector(server, 1, 1, http);
            connector.setHost(tcp.host());
            connector.setPort(tcp.port());
            add(connector, name);
        } else if (listener instanceof Listener.Unix unix) {
            UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, http);
            connector.setUnixDomainPath(unix.path());
            sockets.add(unix.path());
            add(connector, name);
        }
    }

    private void add(AbstractConnector connector, String name) {
        connector.setName(name);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
    }

    private static HttpConfiguration configuration(Settings.Bounds bounds) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(bounds.headerBytes());
        // An answer has a token in a header, too.
        http.setResponseHeaderSize(bounds.headerBytes());
        http.setMaxResponseHeaderSize(bounds.headerBytes());
        http.setSendServerVersion(false);
        // Below /forward-auth, Envoy sends whatever path its client has sent.
        http.setUriCompliance(UriCompliance.UNSAFE);
        return http;
    }

    /** Starts to listen. */
    void start() throws Exception {
        for (Path socket : sockets) {
            removeStale(socket);
        }
        server.start();
        for (Path socket : sockets) {
            // For the user and group of the gateway.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        }
    }

    /** A gateway that was killed leaves its socket behind. Anything else at this path is none of ours. */
    private static void removeStale(Path socket) throws IOException {
        if (Files.exists(socket) && !Files.isRegularFile(socket) && !Files.isDirectory(socket)) {
            Files.delete(socket);
        }
    }

    /** Returns the port of a listener; -1 if it is not at a port. */
    int port(String name) {
        for (var connector : server.getConnectors()) {
            if (name.equals(connector.getName()) && connector instanceof ServerConnector tcp) {
                return tcp.getLocalPort();
            }
        }
        return -1;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("The gateway does not stop.", failed);
        }
    }
}
