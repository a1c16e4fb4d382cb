package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Sorted;

/**
 * What a token owes to the way on which a chain comes to it, as if the whole chain were minted at one moment: so only what takes effect at
 * the token's place is in it.
 *
 * @param life how long it lives: not longer than what it is nested in, nor than what it was exchanged for
 * @param extension by how much it lives longer than that, where an exchange extends the chain
 * @param isExtended whether the chain is extended, here or before: that happens once
 * @param claims its custom claims
 * @param conditions of all edges on the way, in CEL
 */
record Descent(
        Duration life, Duration extension, boolean isExtended, PlannedClaims claims, SortedSet<String> conditions) {

    Descent {
        conditions = Sorted.set(conditions);
    }

    /** @param own how long the token lives by itself */
    static Descent begin(Duration own, PlannedClaims claims) {
        return new Descent(own, Duration.ZERO, false, claims, Sorted.set(List.of()));
    }

    /** How long it lives with its extension. */
    Duration wholeLife() {
        return life.plus(extension);
    }

    /** To a token that is nested in this one. */
    Descent embedded(Embedding via, Duration own) {
        return new Descent(
                least(wholeLife(), own), Duration.ZERO, isExtended, claims.along(via.claims()), conditions(via));
    }

    /** To a token that this one is exchanged for along edges. */
    Descent exchanged(Embedding via, Duration own) {
        Duration more = isExtended ? Duration.ZERO : via.extension();
        return new Descent(
                least(wholeLife(), own),
                more,
                isExtended || !more.isZero(),
                claims.along(via.claims()).with(via.parameters()),
                conditions(via));
    }

    /** To a token for the same audience: it keeps the time that an extension gave. */
    Descent narrowed(Duration own) {
        Duration kept = isExtended ? wholeLife() : least(wholeLife(), own);
        return new Descent(kept, Duration.ZERO, isExtended, claims, conditions);
    }

    private SortedSet<String> conditions(Embedding via) {
        SortedSet<String> more = new TreeSet<>(conditions);
        more.addAll(via.conditions());
        return more;
    }

    static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
