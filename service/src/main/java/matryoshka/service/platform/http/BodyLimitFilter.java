package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Bounds what a request may send: a body that is announced or turns out to be too large is 413, and a compressed one 415, since a few
 * compressed bytes can stand for a gigabyte. It runs after matching, so that an OAuth endpoint tells of it in its own way.
 */
final class BodyLimitFilter implements ContainerRequestFilter {
    private final long maxBytes;

    BodyLimitFilter(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ProblemException.of(415, "Compressed bodies are not accepted.")
                    .withHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw BodyTooLargeMapper.problem();
        }
        request.setEntityStream(new BoundedInputStream(request.getEntityStream(), maxBytes));
    }
}
