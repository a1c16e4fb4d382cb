package matryoshka.service.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Raw HTTP, for requests that no client library sends. */
public final class RawHttp {
    private RawHttp() {}

    public static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    /** Sends the bytes and reads until the server closes the connection; fails if it never does. */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The same, but says at once that nothing more will come. */
    public static String sendAndHangUp(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection on which something has been sent; whoever asked for it closes it. */
    public static Socket open(int port, String request) throws IOException {
        Socket socket = new Socket();
        // Before it is connected, or TCP would promise more: little is taken of an answer that nobody reads.
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** What there is of an answer; empty when there is none for a while. */
    public static String peek(Socket socket) throws IOException {
        byte[] answer = new byte[1_000];
        socket.setSoTimeout(200);
        try {
            return new String(answer, 0, Math.max(socket.getInputStream().read(answer), 0), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException silent) {
            return "";
        }
    }

    /** Sends the head and then a byte every 100 ms, until the server answers or hangs up; fails when it does not before the last byte. */
    public static String drip(int port, String head, int bytes) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            return drip(socket, head, bytes);
        }
    }

    /** The same on a connection that is open. */
    public static String drip(Socket socket, String head, int bytes) throws IOException {
        socket.setSoTimeout(100);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < bytes; i++) {
            byte[] answer = new byte[1_000];
            try {
                socket.getOutputStream().write('a');
                int read = socket.getInputStream().read(answer);
                return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException silent) {
                // No answer yet: the next byte.
            } catch (SocketException hungUp) {
                return "";
            }
        }
        throw new AssertionError("The server kept reading.");
    }
}
