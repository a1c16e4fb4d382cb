package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** Leaves of the types that a request names only those that are {@linkplain KnownMediaTypes known} here, before anything looks at them. */
@PreMatching
final class MediaTypeFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> headers = request.getHeaders();
        List<String> contentTypes = headers.getOrDefault(HttpHeaders.CONTENT_TYPE, List.of());
        if (!contentTypes.isEmpty()) {
            headers.put(
                    HttpHeaders.CONTENT_TYPE,
                    List.of(
                            contentTypes.size() == 1
                                    ? KnownMediaTypes.contentType(contentTypes.get(0))
                                    : KnownMediaTypes.OTHER));
        }
        List<String> accepted = headers.getOrDefault(HttpHeaders.ACCEPT, List.of());
        if (accepted.stream().anyMatch(line -> !line.isBlank())) {
            headers.put(HttpHeaders.ACCEPT, List.of(KnownMediaTypes.accept(String.join(",", accepted))));
        }
    }
}
