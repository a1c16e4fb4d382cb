package matryoshka.service.platform.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.service.platform.problems.ProblemException;

/** Answers to {@code GET} and {@code HEAD} of what has an entity tag, by the preconditions of RFC 9110 §13.2.2. */
public final class ConditionalRead {
    private final HttpHeaders headers;

    public ConditionalRead(HttpHeaders headers) {
        this.headers = headers;
    }

    /**
     * The whole of it, or 304 when who asks has it already; with the tag.
     *
     * @param opaque what is between the quotes of its tag
     * @param whole its representation, made only when it is wanted
     * @throws ProblemException 400 when a condition is malformed, 412 when {@code If-Match} names something else
     */
    public Response.ResponseBuilder respond(String opaque, Supplier<Response.ResponseBuilder> whole) {
        Optional<EntityTags> only = condition(HttpHeaders.IF_MATCH);
        Optional<EntityTags> unless = condition(HttpHeaders.IF_NONE_MATCH);
        if (only.isPresent() && !only.get().matchStrongly(opaque)) {
            throw ProblemException.of(412, "What If-Match names is not what is there.")
                    .withHeader(HttpHeaders.ETAG, "\"" + opaque + "\"");
        }
        boolean known = unless.isPresent() && unless.get().matchWeakly(opaque);
        return (known ? Response.notModified() : whole.get()).tag(new EntityTag(opaque));
    }

    private Optional<EntityTags> condition(String header) {
        return EntityTags.parse(header, headers.getRequestHeaders().getOrDefault(header, List.of()));
    }
}
