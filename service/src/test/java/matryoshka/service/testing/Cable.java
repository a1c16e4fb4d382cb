package matryoshka.service.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The connection of one instance to its database, which a test can cut. */
public final class Cable implements AutoCloseable {
    private final ServerSocket end;
    private final URI database;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private Cable(ServerSocket end, URI database) {
        this.end = end;
        this.database = database;
    }

    public static Cable to(TestDatabase database) throws IOException {
        URI address = URI.create(database.jdbcUrl().replaceFirst("^jdbc:", ""));
        Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), address);
        run("cable", cable::accept);
        return cable;
    }

    /** The database at the other end. */
    public String jdbcUrl() {
        String query = database.getRawQuery() == null ? "" : "?" + database.getRawQuery();
        return "jdbc:postgresql://127.0.0.1:" + end.getLocalPort() + database.getRawPath() + query;
    }

    /** Cuts all connections and refuses new ones. */
    public void cut() {
        cut = true;
        open.forEach(Cable::closeQuietly);
        open.clear();
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        end.close();
        cut();
    }

    private void accept() {
        while (!end.isClosed()) {
            try {
                Socket near = end.accept();
                open.add(near);
                if (cut) {
                    near.close();
                } else {
                    connect(near);
                }
            } catch (IOException closedOrRefused) {
                // The next one may succeed.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket(database.getHost(), database.getPort() < 0 ? 5432 : database.getPort());
        open.add(far);
        run("cable-out", () -> copy(near, far));
        run("cable-in", () -> copy(far, near));
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // Both ends are closed with the streams.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Already closed.
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
