package matryoshka.service.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** HTTP by hand, for requests that no client would send. */
public final class RawHttp {
    private RawHttp() {}

    public static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    /** Sends the bytes and reads until the server closes the connection; fails when it does not within five seconds. */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The same, but says at once that nothing more will come. */
    public static String sendAndHangUp(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends the head and then a byte every 100 ms, until the server answers; fails when it does not before the last byte. */
    public static String drip(int port, String head, int bytes) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(250);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < bytes; i++) {
                socket.getOutputStream().write('a');
                byte[] answer = new byte[1_000];
                try {
                    int read = socket.getInputStream().read(answer);
                    return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
                } catch (SocketTimeoutException silent) {
                    // No answer yet: the next byte.
                }
            }
        }
        throw new AssertionError("The server went on listening.");
    }
}
