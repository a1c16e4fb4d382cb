package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a loopback port that nobody uses at the moment; PostgreSQL cannot choose one itself. */
final class FreePort {
    private FreePort() {}

    static int find() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
