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
 * Lets a refusal arrive. When a connection is closed while the client still sends, TCP resets it and the client may never see why; so what
 * is left of a body is read and thrown away before an error is told. Only a bounded amount: whoever announces more, or waits to be asked
 * for the body ({@code Expect}), is answered at once.
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
        if (response.getStatus() >= 400
                && request.getHeaderString("Expect") == null
                && announced(request) <= MAX_UNREAD
                && request.getProperty(BODY) instanceof InputStream body) {
            drain(body);
        }
    }

    private static long announced(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static void drain(InputStream body) {
        byte[] buffer = new byte[8192];
        long left = MAX_UNREAD;
        try {
            int read = body.read(buffer);
            while (read >= 0 && left > 0) {
                left -= read;
                read = body.read(buffer);
            }
        } catch (IOException | HttpException.RuntimeException broken) {
            // Nothing is left that can be read; the answer is sent all the same.
        }
    }
}
