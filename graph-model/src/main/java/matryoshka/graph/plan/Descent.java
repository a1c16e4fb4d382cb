package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Sorted;

/**
 * The properties of a token that depend on the path on which a chain came to it, computed as if the whole chain were minted at one moment.
 * Contains only what takes effect at the token's position.
 *
 * @param life how long it lives: not longer than the token it is nested in, nor than its subject token
 * @param extension by how much it lives longer than that, if an exchange extends the chain
 * @param isExtended whether the chain is extended, here or before; that happens only once
 * @param claims its custom claims
 * @param conditions of all edges on the path, in CEL
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

    /** Returns how long it lives including its extension. */
    Duration wholeLife() {
        return life.plus(extension);
    }

    /** Descends to a token that is nested in this one. */
    Descent embedded(Embedding via, Duration own) {
        return new Descent(
                least(wholeLife(), own), Duration.ZERO, isExtended, claims.along(via.claims()), conditions(via));
    }

    /** Descends to a token that this one is exchanged for along edges. */
    Descent exchanged(Embedding via, Duration own) {
        Duration more = isExtended ? Duration.ZERO : via.extension();
        return new Descent(
                least(wholeLife(), own),
                more,
                isExtended || !more.isZero(),
                claims.along(via.claims()).with(via.parameters()),
                conditions(via));
    }

    /** Descends to a token for the same audience, which keeps the time that an extension gave. */
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
