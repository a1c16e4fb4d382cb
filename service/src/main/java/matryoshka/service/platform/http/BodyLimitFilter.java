package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Limits request bodies: one that is, or turns out to be, too large is answered with 413, a compressed one with 415, since a few compressed
 * bytes can stand for a gigabyte. Runs after matching, so that OAuth endpoints can report it in their own format.
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
