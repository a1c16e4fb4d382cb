package matryoshka.graph;

import java.time.Duration;
import java.util.SortedSet;

/**
 * The issuer's settings for every graph.
 *
 * @param issuer the issuer's URL, the audience of its built-in service
 * @param defaultLifetime lifetime of tokens for a service that sets none
 * @param maxLifetime the longest lifetime that a service or dependency may set
 * @param maxExtension the longest time by which a dependency may let a token outlive its subject token
 * @param reservedClaims claim names that {@code claims.set}, {@code claims.pass} and {@code parameters} may not use
 */
public record GraphTerms(
        String issuer,
        Duration defaultLifetime,
        Duration maxLifetime,
        Duration maxExtension,
        SortedSet<String> reservedClaims) {

    public GraphTerms {
        reservedClaims = Sorted.set(reservedClaims);
    }
}
