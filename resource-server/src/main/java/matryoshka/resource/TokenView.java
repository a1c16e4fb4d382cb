package matryoshka.resource;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.token.ClaimNames;
import matryoshka.token.Cnf;
import org.jspecify.annotations.Nullable;

/**
 * What a token for another service says. Its signature is not verified: either the received token embeds it, so that the issuer's signature
 * covers it, or the issuer itself has just sent it.
 *
 * @param planId the id of the plan node that it was minted from; empty if it has none
 * @param cnf the key that it is bound to, or null
 */
record TokenView(
        String compact,
        List<String> audiences,
        String clientId,
        SortedSet<String> scopes,
        String jti,
        Instant expiresAt,
        String planId,
        @Nullable Cnf cnf) {

    /** Reads a compact JWS; empty if it is not an access token. */
    static Optional<TokenView> of(String compact) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(compact).getJWTClaimsSet();
            if (claims.getExpirationTime() == null
                    || claims.getJWTID() == null
                    || claims.getAudience().isEmpty()) {
                return Optional.empty();
            }
            String scope = claims.getStringClaim(ClaimNames.SCOPE);
            String clientId = claims.getStringClaim(ClaimNames.CLIENT_ID);
            return Optional.of(new TokenView(
                    compact,
                    claims.getAudience(),
                    clientId == null ? "" : clientId,
                    scopes(scope),
                    claims.getJWTID(),
                    claims.getExpirationTime().toInstant(),
                    planId(claims.getJSONObjectClaim(ClaimNames.GRAPH)),
                    cnf(claims.getJSONObjectClaim(ClaimNames.CONFIRMATION))));
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            return Optional.empty();
        }
    }

    private static SortedSet<String> scopes(@Nullable String scope) {
        return Collections.unmodifiableSortedSet(
                scope == null || scope.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(scope.split(" "))));
    }

    private static String planId(@Nullable Map<String, Object> graph) {
        return graph != null && graph.get(ClaimNames.GRAPH_PLAN) instanceof String id ? id : "";
    }

    private static @Nullable Cnf cnf(@Nullable Map<String, Object> cnf) {
        if (cnf == null || cnf.size() != 1) {
            return null;
        }
        Map.Entry<String, Object> only = cnf.entrySet().iterator().next();
        return new Cnf(only.getKey(), String.valueOf(only.getValue()));
    }

    @Override
    public String toString() {
        return "token " + jti;
    }
}
