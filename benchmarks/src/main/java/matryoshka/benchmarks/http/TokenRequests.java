package matryoshka.benchmarks.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that asks for one token after the other. So little HTTP that it costs next to nothing beside what is measured. */
final class TokenRequests implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MOST_BYTES = 64 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final byte[] request;
    private final byte[] buffer = new byte[MOST_BYTES];

    private TokenRequests(Socket socket, byte[] request) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
        this.request = request;
    }

    static TokenRequests to(int port, String credentials, String form) throws IOException {
        String request = """
                POST /oauth2/token HTTP/1.1
                Host: localhost:%d
                Authorization: %s
                Content-Type: application/x-www-form-urlencoded
                Content-Length: %d

                %s""".formatted(port, credentials, form.length(), "").replace("\n", "\r\n") + form;
        Socket socket = new Socket(InetAddress.getByName("localhost"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new TokenRequests(socket, request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Gets one; the bytes of the answer's body. */
    int issue() throws IOException {
        out.write(request);
        int read = 0;
        int bodyAt = -1;
        while (bodyAt < 0) {
            int more = in.read(buffer, read, buffer.length - read);
            if (more <= 0) {
                throw new IOException("the connection ended after " + read + " bytes");
            }
            bodyAt = bodyAt(read + more);
            read += more;
        }
        String head = new String(buffer, 0, bodyAt, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 200 ")) {
            throw new IOException("answered " + head.lines().findFirst().orElse(""));
        }
        int length = length(head);
        in.readFully(buffer, read, bodyAt + length - read);
        return length;
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

    private static int length(String head) throws IOException {
        String name = "content-length: ";
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IOException("an answer without Content-Length");
        }
        int start = at + name.length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
