package matryoshka.graph;

import java.time.Duration;
import java.util.SortedSet;

/**
 * What an issuer lays down for every graph it holds.
 *
 * @param issuer the issuer's URL, the audience of its built-in service
 * @param defaultLifetime life of tokens for a service that states none
 * @param maxLifetime the longest life a service or dependency may state
 * @param maxExtension the longest by which a dependency may let a token outlive the one it was exchanged for
 * @param reservedClaims claim names that {@code claims.set}, {@code claims.pass} and {@code parameters} may not mention
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
