package matryoshka.service.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/**
 * Lets an answer arrive. When a connection is closed while the client still sends, TCP resets it and the client may never see why; so what
 * is left of a body is read and thrown away before anything is told. Only a bounded amount: whoever announces more is answered at once, and
 * whose body is not read to its end is told that the connection ends with it (RFC 9112 §9.6), as Jetty does not. Jetty does tell those who
 * wait to be asked for the body ({@code Expect}) and are not.
 */
@PreMatching
final class UnreadBodyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final long MAX_UNREAD = 4L * 1024 * 1024;
    private static final String BODY = UnreadBodyFilter.class.getName();

    @Override
    public void filter(ContainerRequestContext request) {
        // As it came from the server: later filters and readers put bounds around it.
        request.setProperty(BODY, request.getEntityStream());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString("Expect") == null
                && request.getProperty(BODY) instanceof InputStream body
                && (announced(request) > MAX_UNREAD || !drained(body))) {
            response.getHeaders().putSingle("Connection", "close");
        }
    }

    private static long announced(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Whether the body's end was reached. */
    private static boolean drained(InputStream body) {
        try {
            // As nearly always: without a buffer.
            if (body.read() < 0) {
                return true;
            }
            byte[] buffer = new byte[8192];
            for (long unread = 0; unread < MAX_UNREAD; ) {
                int read = body.read(buffer);
                if (read < 0) {
                    return true;
                }
                unread += read;
            }
        } catch (IOException | HttpException.RuntimeException broken) {
            // Nothing is left that can be read; the answer is sent all the same.
        }
        return false;
    }
}
