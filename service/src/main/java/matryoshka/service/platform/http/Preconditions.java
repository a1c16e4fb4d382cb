package matryoshka.service.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a request makes a change depend on (RFC 9110 §13): {@code If-Match} and {@code If-None-Match}. Every resource that can be changed
 * asks this, and nothing else reads these headers of a change.
 *
 * <p>Instead of a whole tag, a client may name the bare number of a version or revision: {@code If-Match: "17"}.
 *
 * @param ifMatch the change is wanted only of one of these
 * @param ifNoneMatch the change is wanted only of none of these
 */
public record Preconditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {
    public static final Preconditions NONE = new Preconditions(Optional.empty(), Optional.empty());

    /**
     * Reads those of a request.
     *
     * @throws matryoshka.service.platform.problems.ProblemException 400 when one is malformed
     */
    public static Preconditions of(HttpHeaders headers) {
        return new Preconditions(tags(HttpHeaders.IF_MATCH, headers), tags(HttpHeaders.IF_NONE_MATCH, headers));
    }

    private static Optional<EntityTags> tags(String name, HttpHeaders headers) {
        return EntityTags.parse(name, headers.getRequestHeaders().getOrDefault(name, List.of()));
    }

    /** That there is this version, and no other. */
    public static Preconditions only(long version) {
        EntityTags.Tag tag = new EntityTags.Tag(false, Long.toString(version));
        return new Preconditions(Optional.of(new EntityTags(false, List.of(tag))), Optional.empty());
    }

    /** Whether a change of something that is there may go on. */
    public boolean allow(VersionTag current) {
        return allow(current, true);
    }

    /**
     * Whether a change may go on.
     *
     * @param current the tag of what is changed or, where it is a part, of the whole
     * @param isThere whether there is already what is changed
     */
    public boolean allow(VersionTag current, boolean isThere) {
        boolean expected = ifMatch.map(tags -> tags.any() ? isThere : tags.nameStrongly(current))
                .orElse(true);
        boolean unknown = ifNoneMatch
                .map(tags -> !isThere || !(tags.any() || tags.nameWeakly(current)))
                .orElse(true);
        return expected && unknown;
    }

    /** The same conditions with other tags. */
    public Preconditions map(UnaryOperator<EntityTags.Tag> change) {
        return new Preconditions(ifMatch.map(tags -> tags.map(change)), ifNoneMatch.map(tags -> tags.map(change)));
    }
}
