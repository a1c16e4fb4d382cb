package matryoshka.token;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The status summary of an issuer: what a verifier cannot see in a token. A {@link StatusSummaryVerifier} reads it. Immutable.
 *
 * @param issuer the issuer's URL
 * @param issuedAt when it was made
 * @param expiresAt when it must no longer be used
 * @param ttl after which to fetch it again
 * @param version the graph version that it describes
 * @param stale ids of the plan nodes of which stale tokens may be in use, with the directions
 * @param refused ids of the plan nodes whose tokens are no longer accepted
 * @param revoked the revocations in force
 * @param origins what chains must have begun with; null if the issuer does not say
 * @param complete whether a token that is not in it is fresh
 */
public record StatusSummary(
        String issuer,
        Instant issuedAt,
        Instant expiresAt,
        Duration ttl,
        long version,
        SortedMap<String, List<StaleDirection>> stale,
        SortedSet<String> refused,
        RevokedTokens revoked,
        @Nullable RegisteredOrigins origins,
        boolean complete)
        implements SummaryVerification {

    public StatusSummary {
        stale = Collections.unmodifiableSortedMap(new TreeMap<>(stale));
        refused = Collections.unmodifiableSortedSet(new TreeSet<>(refused));
    }

    public StatusSummary(
            String issuer,
            Instant issuedAt,
            Instant expiresAt,
            Duration ttl,
            long version,
            Map<String, List<StaleDirection>> stale,
            Set<String> refused,
            RevokedTokens revoked,
            @Nullable RegisteredOrigins origins,
            boolean complete) {
        this(
                issuer,
                issuedAt,
                expiresAt,
                ttl,
                version,
                new TreeMap<>(stale),
                new TreeSet<>(refused),
                revoked,
                origins,
                complete);
    }

    /**
     * Returns what it says about a token of this issuer. An incomplete summary says only of some tokens that they are rejected, and
     * {@link TokenStanding.Status#UNKNOWN} of all others.
     */
    public TokenStanding standingOf(VerifiedToken token) {
        if (revoked.reach(token) || (origins != null && !origins.include(token))) {
            return TokenStanding.REVOKED;
        }
        if (refused.contains(token.planId())) {
            return TokenStanding.REFUSED;
        }
        if (!complete) {
            return TokenStanding.UNKNOWN;
        }
        List<StaleDirection> directions = stale.get(token.planId());
        return directions == null ? TokenStanding.FRESH : TokenStanding.stale(directions);
    }

    /** Returns the same summary with other times, in whole seconds. */
    public StatusSummary issued(Instant at, Instant expires, Duration fetchAfter) {
        return new StatusSummary(
                issuer,
                at.truncatedTo(ChronoUnit.SECONDS),
                expires.truncatedTo(ChronoUnit.SECONDS),
                fetchAfter,
                version,
                stale,
                refused,
                revoked,
                origins,
                complete);
    }

    /** Returns the claims as JSON in UTF-8, always the same bytes for the same content. */
    public byte[] json() {
        return new StatusSummaryWriter(this).json();
    }
}
