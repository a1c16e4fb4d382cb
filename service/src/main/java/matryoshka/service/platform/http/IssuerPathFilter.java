package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Serves everything below the path of the issuer's URL, and its metadata where RFC 8414 §3.1 puts them: with the well-known part between
 * host and path. Serves nothing else, since the host is shared with others.
 */
@PreMatching
public final class IssuerPathFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

    private final String path;

    /** @param issuer a URL with a nonempty path */
    public IssuerPathFilter(URI issuer) {
        this.path = issuer.getRawPath();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String asked = request.getUriInfo().getRequestUri().getRawPath();
        String resource = resource(asked);
        if (resource == null) {
            throw ProblemException.of(404, "There is nothing here.");
        }
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        URI base = request.getUriInfo().getBaseUri();
        request.setRequestUri(base.resolve(query == null ? resource : resource + "?" + query));
    }

    private @Nullable String resource(String asked) {
        if (asked.equals(WELL_KNOWN + path)) {
            return WELL_KNOWN;
        }
        return asked.startsWith(path + "/") && !asked.startsWith(path + WELL_KNOWN)
                ? asked.substring(path.length())
                : null;
    }

    /** Locations are paths, which this completes. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
        if (location != null && location.toString().startsWith("/")) {
            response.getHeaders().putSingle(HttpHeaders.LOCATION, URI.create(path + location));
        }
    }
}
