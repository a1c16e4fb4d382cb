package matryoshka.service.platform.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.platform.problems.ProblemException;

/**
 * Refuses preconditions that a resource does not evaluate: ignoring them would do what the client wanted only under a condition (RFC 9110
 * §13.2.1).
 */
final class RefusePreconditions implements DynamicFeature {
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public void configure(ResourceInfo resource, FeatureContext method) {
        boolean looks = resource.getResourceMethod().isAnnotationPresent(Conditional.class);
        method.register(looks ? new Dates() : new All());
    }

    /** No resource has a modification date, so a read ignores that condition, and a change is refused. */
    private static class Dates implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            if (!isRead(request) && request.getHeaders().containsKey(HttpHeaders.IF_UNMODIFIED_SINCE)) {
                throw notSupported(HttpHeaders.IF_UNMODIFIED_SINCE);
            }
        }
    }

    /** A resource without an entity tag matches no named tag, but matches the asterisk. */
    private static final class All extends Dates {
        @Override
        public void filter(ContainerRequestContext request) {
            super.filter(request);
            Optional<EntityTags> ifMatch = tags(request, HttpHeaders.IF_MATCH);
            Optional<EntityTags> ifNoneMatch = tags(request, HttpHeaders.IF_NONE_MATCH);
            if (!isRead(request)) {
                ifMatch.ifPresent(tags -> {
                    throw notSupported(HttpHeaders.IF_MATCH);
                });
                ifNoneMatch.ifPresent(tags -> {
                    throw notSupported(HttpHeaders.IF_NONE_MATCH);
                });
            } else if (ifMatch.isPresent() && !ifMatch.get().any()) {
                throw ProblemException.of(412, "This resource has no entity tag that If-Match could name.");
            } else if (ifNoneMatch.isPresent() && ifNoneMatch.get().any()) {
                request.abortWith(Response.notModified().build());
            }
        }
    }

    private static boolean isRead(ContainerRequestContext request) {
        return READS.contains(request.getMethod());
    }

    private static Optional<EntityTags> tags(ContainerRequestContext request, String header) {
        return EntityTags.parse(header, request.getHeaders().getOrDefault(header, List.of()));
    }

    private static ProblemException notSupported(String header) {
        return ProblemException.of(400, "This request does not support the precondition " + header + ".");
    }
}
