package matryoshka.token;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a status summary says about a token.
 *
 * @param status whether to accept the token
 * @param directions of a stale token; else empty. Also empty if the issuer named only directions that this version does not know
 */
public record TokenStanding(Status status, Set<StaleDirection> directions) {
    public static final TokenStanding FRESH = new TokenStanding(Status.FRESH, Set.of());
    public static final TokenStanding REFUSED = new TokenStanding(Status.REFUSED, Set.of());
    public static final TokenStanding REVOKED = new TokenStanding(Status.REVOKED, Set.of());
    public static final TokenStanding UNKNOWN = new TokenStanding(Status.UNKNOWN, Set.of());

    /** Whether to accept a token. */
    public enum Status {
        /** Today's token would be the same. */
        FRESH,
        /** Today's token would be different; this one is still valid. */
        STALE,
        /** The issuer no longer accepts tokens of this kind, since they hold withdrawn authority. */
        REFUSED,
        /** The token, or one that it was derived from, was revoked. */
        REVOKED,
        /** The summary is incomplete, so introspect the token instead. */
        UNKNOWN
    }

    public TokenStanding {
        EnumSet<StaleDirection> sorted = EnumSet.noneOf(StaleDirection.class);
        sorted.addAll(directions);
        directions = Collections.unmodifiableSet(sorted);
    }

    static TokenStanding stale(Collection<StaleDirection> directions) {
        return new TokenStanding(Status.STALE, Set.copyOf(directions));
    }

    /** Returns whether the issuer would not accept the token. */
    public boolean isRejected() {
        return status == Status.REFUSED || status == Status.REVOKED;
    }
}
