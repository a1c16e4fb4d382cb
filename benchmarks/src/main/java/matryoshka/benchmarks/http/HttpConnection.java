package matryoshka.benchmarks.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * One keep-alive connection to an issuer on this machine, for one thread. It supports so little HTTP that its cost is negligible
 * beside what is measured.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MAX_BYTES = 1024 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private byte[] buffer = new byte[16 * 1024];
    private boolean ended;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** An answer: its status and its body. Does not print the body, which may hold a token. */
    public record Answer(int status, String body) {
        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    public static HttpConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("localhost"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new HttpConnection(socket);
    }

    /** The bytes of a request, to be sent any number of times. */
    public static byte[] request(String method, String path, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A form, sent by a client to one of the OAuth endpoints. */
    public static byte[] form(String path, String credentials, String form) {
        return request(
                "POST",
                path,
                Map.of("Authorization", credentials, "Content-Type", "application/x-www-form-urlencoded"),
                form);
    }

    /** Sends a request and reads its answer. */
    public Answer send(byte[] request) throws IOException {
        out.write(request);
        int read = 0;
        int bodyAt = -1;
        while (bodyAt < 0) {
            makeRoom(read + 1);
            int more = in.read(buffer, read, buffer.length - read);
            if (more <= 0) {
                throw new IOException("the connection ended after " + read + " bytes");
            }
            bodyAt = bodyAt(read + more);
            read += more;
        }
        String head = new String(buffer, 0, bodyAt, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        ended = head.contains("\r\nconnection: close");
        int length = length(head);
        makeRoom(bodyAt + length);
        in.readFully(buffer, read, bodyAt + length - read);
        return new Answer(status(head), new String(buffer, bodyAt, length, StandardCharsets.UTF_8));
    }

    /** Returns whether the server has announced the end of this connection. */
    public boolean isEnded() {
        return ended;
    }

    private void makeRoom(int bytes) throws IOException {
        if (bytes > MAX_BYTES) {
            throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
        }
        if (bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(bytes, 2 * buffer.length));
        }
    }

    /** Where the body begins, or -1. */
    private int bodyAt(int end) {
        for (int i = 3; i < end; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    static int status(String head) {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** @param head in lower case */
    static int length(String head) {
        if (head.startsWith("http/1.1 204 ") || head.startsWith("http/1.1 304 ")) {
            return 0;
        }
        String name = "content-length: ";
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IllegalStateException("an answer without Content-Length");
        }
        int start = at + name.length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
