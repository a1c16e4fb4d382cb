package matryoshka.service.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A proxy to a server that can stall all traffic, as if the server were frozen. */
public final class StallingNetwork implements AutoCloseable {
    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch flows = new CountDownLatch(0);

    private StallingNetwork(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    /** To the server of a database. */
    public static StallingNetwork to(TestDatabase database) throws IOException {
        URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        StallingNetwork network = new StallingNetwork(server.getHost(), server.getPort() < 0 ? 5432 : server.getPort());
        start(network::accept);
        return network;
    }

    /** The database's address by this way. */
    public String jdbcUrl(TestDatabase database) {
        return database.jdbcUrl().replaceFirst("//[^/]+/", "//localhost:" + listener.getLocalPort() + "/");
    }

    /** Stalls all traffic without losing any. */
    public void stall() {
        flows = new CountDownLatch(1);
    }

    /** Delivers what was stalled. */
    public void flow() {
        flows.countDown();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Socket far = new Socket(host, port);
                sockets.add(near);
                sockets.add(far);
                start(() -> carry(near, far));
                start(() -> carry(far, near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                flows.await();
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // One end has hung up: so does the other.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() {
        flow();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stalling-network");
        thread.setDaemon(true);
        thread.start();
    }
}
