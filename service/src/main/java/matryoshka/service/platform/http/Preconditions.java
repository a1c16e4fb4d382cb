package matryoshka.service.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The preconditions of a request that changes something (RFC 9110 §13): {@code If-Match} and {@code If-None-Match}. Every changeable
 * resource uses this class, and nothing else reads these headers of a change.
 *
 * <p>Instead of a whole tag, a client may name the bare number of a version or revision: {@code If-Match: "17"}.
 *
 * @param ifMatch the current tag must be one of these
 * @param ifNoneMatch the current tag must be none of these
 */
public record Preconditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {
    public static final Preconditions NONE = new Preconditions(Optional.empty(), Optional.empty());

    /**
     * Reads the preconditions of a request.
     *
     * @throws matryoshka.service.platform.problems.ProblemException 400 if one is malformed
     */
    public static Preconditions of(HttpHeaders headers) {
        return new Preconditions(tags(HttpHeaders.IF_MATCH, headers), tags(HttpHeaders.IF_NONE_MATCH, headers));
    }

    private static Optional<EntityTags> tags(String name, HttpHeaders headers) {
        return EntityTags.parse(name, headers.getRequestHeaders().getOrDefault(name, List.of()));
    }

    /** Requires this version and no other. */
    public static Preconditions only(long version) {
        EntityTags.Tag tag = new EntityTags.Tag(false, Long.toString(version));
        return new Preconditions(Optional.of(new EntityTags(false, List.of(tag))), Optional.empty());
    }

    /** Returns whether a change of an existing resource may proceed. */
    public boolean allow(VersionTag current) {
        return allow(current, true);
    }

    /**
     * Returns whether a change may proceed.
     *
     * @param current the tag of the resource to change or, if it is part of another one, of the whole
     * @param isThere whether the resource to change exists
     */
    public boolean allow(VersionTag current, boolean isThere) {
        boolean expected = ifMatch.map(tags -> tags.any() ? isThere : tags.nameStrongly(current))
                .orElse(true);
        boolean unknown = ifNoneMatch
                .map(tags -> !isThere || !(tags.any() || tags.nameWeakly(current)))
                .orElse(true);
        return expected && unknown;
    }

    /** Returns the same preconditions with mapped tags. */
    public Preconditions map(UnaryOperator<EntityTags.Tag> change) {
        return new Preconditions(ifMatch.map(tags -> tags.map(change)), ifNoneMatch.map(tags -> tags.map(change)));
    }
}
