package matryoshka.service.platform.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.service.platform.problems.ProblemException;

/** Answers {@code GET} and {@code HEAD} for resources with an entity tag, by the preconditions of RFC 9110 §13.2.2. */
public final class ConditionalRead {
    private final HttpHeaders headers;

    public ConditionalRead(HttpHeaders headers) {
        this.headers = headers;
    }

    /**
     * Responds with the representation, or with 304 if the client already has it; always with the tag.
     *
     * @param opaque the part of the tag between the quotes
     * @param whole makes the representation; called only when needed
     * @throws ProblemException 400 if a condition is malformed, 412 if {@code If-Match} names other tags only
     */
    public Response.ResponseBuilder respond(String opaque, Supplier<Response.ResponseBuilder> whole) {
        Optional<EntityTags> only = condition(HttpHeaders.IF_MATCH);
        Optional<EntityTags> unless = condition(HttpHeaders.IF_NONE_MATCH);
        if (only.isPresent() && !only.get().matchStrongly(opaque)) {
            throw ProblemException.of(412, "The current entity tag is not among those that If-Match names.")
                    .withHeader(HttpHeaders.ETAG, "\"" + opaque + "\"");
        }
        boolean known = unless.isPresent() && unless.get().matchWeakly(opaque);
        return (known ? Response.notModified() : whole.get()).tag(new EntityTag(opaque));
    }

    private Optional<EntityTags> condition(String header) {
        return EntityTags.parse(header, headers.getRequestHeaders().getOrDefault(header, List.of()));
    }
}
