package matryoshka.service.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** Removes media types that are not {@linkplain KnownMediaTypes known} from a request's headers before anything reads them. */
@PreMatching
final class MediaTypeFilter implements ContainerRequestFilter {
    /** Marks a request whose {@code Accept} contains no readable media type. */
    static final String UNREADABLE_ACCEPT = "matryoshka.unreadable-accept";

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
            String header = String.join(",", accepted);
            if (KnownMediaTypes.isReadable(header)) {
                headers.put(HttpHeaders.ACCEPT, List.of(KnownMediaTypes.accept(header)));
            } else {
                // Lets a resource match, which then refuses the request in its own way.
                headers.put(HttpHeaders.ACCEPT, List.of(MediaType.WILDCARD));
                request.setProperty(UNREADABLE_ACCEPT, true);
            }
        }
    }
}
