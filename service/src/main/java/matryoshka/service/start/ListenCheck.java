package matryoshka.service.start;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out, before anything is started, whether the issuer can listen where it is configured to. */
public final class ListenCheck implements AutoCloseable {
    private final List<ServerSocket> open = new ArrayList<>();

    private ListenCheck() {}

    /**
     * Opens all ports at once and closes them again.
     *
     * @throws ListenException when one of them cannot be opened
     */
    public static void check(ServerFactory server) {
        try (ListenCheck check = new ListenCheck()) {
            if (server instanceof DefaultServerFactory usual) {
                usual.getApplicationConnectors().forEach(connector -> check.open(connector, "HTTP_PORT"));
                usual.getAdminConnectors().forEach(connector -> check.open(connector, "ADMIN_PORT"));
            } else if (server instanceof SimpleServerFactory simple) {
                check.open(simple.getConnector(), "HTTP_PORT");
            }
        }
    }

    private void open(ConnectorFactory connector, String variable) {
        if (!(connector instanceof HttpConnectorFactory http) || http.getPort() == 0) {
            return;
        }
        InetSocketAddress address = address(http.getBindHost(), http.getPort());
        if (address.isUnresolved()) {
            throw new ListenException("The issuer cannot listen at " + http.getBindHost()
                    + ": this name has no address. Correct bindHost in the configuration, or ADMIN_HOST.");
        }
        try {
            ServerSocket socket = new ServerSocket();
            open.add(socket);
            // As Jetty does: connections that an earlier process has closed hold no port.
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (BindException taken) {
            throw new ListenException("Port " + http.getPort() + " cannot be opened (" + taken.getMessage()
                    + "). Stop the program that uses it, or set " + variable + " to another port.");
        } catch (IOException refused) {
            throw new ListenException("Port " + http.getPort() + " cannot be opened (" + refused.getMessage()
                    + "). Set " + variable + " to another port.");
        }
    }

    private static InetSocketAddress address(@Nullable String host, int port) {
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public void close() {
        for (ServerSocket socket : open) {
            try {
                socket.close();
            } catch (IOException harmless) {
                // It was bound for a moment, and nobody has connected.
            }
        }
    }
}
