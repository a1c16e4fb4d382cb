package matryoshka.resource;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a token stands in today's graph.
 *
 * @param state in short
 * @param directions of a stale token: {@code missing} (it lacks authority that it would have today), {@code excess} (it has authority that
 *     was withdrawn), {@code changed} (neither, but something else differs); else empty
 */
public record Standing(State state, SortedSet<String> directions) {
    /** In short, how a token stands. */
    public enum State {
        /** A token issued today would be the same. */
        FRESH,
        /** A token issued today would differ. */
        STALE,
        /** The issuer refuses the token. */
        REFUSED,
        /** The token, or one that it derives from, was revoked. */
        REVOKED,
        /** The issuer has not been asked, or cannot be reached. */
        UNKNOWN
    }

    public static final Standing FRESH = of(State.FRESH);
    public static final Standing UNKNOWN = of(State.UNKNOWN);

    public Standing {
        directions = Collections.unmodifiableSortedSet(new TreeSet<>(directions));
    }

    static Standing of(State state) {
        return new Standing(state, new TreeSet<>());
    }
}
