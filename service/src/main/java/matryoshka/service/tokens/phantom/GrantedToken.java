package matryoshka.service.tokens.phantom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.token.AuthenticClaims;
import matryoshka.token.ClaimNames;
import matryoshka.token.VerifiedToken;

/** The token of a handle as it was granted, without what it embeds: what revocations are compared with. */
final class GrantedToken {
    private GrantedToken() {}

    /** @param authority of the outer token, from the plan that the handle names */
    static VerifiedToken of(HandleContent content, TokenAuthority authority) {
        Map<String, Object> claims = new HashMap<>();
        // A handle is never compared by its issuer: only this one can open it.
        claims.put(ClaimNames.ISSUER, "-");
        claims.put(ClaimNames.SUBJECT, content.subject());
        claims.put(ClaimNames.CLIENT_ID, content.clientId());
        claims.put(ClaimNames.JWT_ID, content.jti());
        claims.put(ClaimNames.TRANSACTION, content.txn());
        claims.put(ClaimNames.ISSUED_AT, content.issuedAt().getEpochSecond());
        claims.put(ClaimNames.EXPIRES_AT, content.expiresAt().getEpochSecond());
        claims.put(ClaimNames.GRAPH, Map.of(ClaimNames.GRAPH_VERSION, 0L, ClaimNames.GRAPH_PLAN, content.planId()));
        claims.put(
                ClaimNames.AUDIENCE,
                authority.services().values().stream()
                        .map(TokenAuthority.At::audience)
                        .toList());
        Scopes scopes = Scopes.union(authority.services().values().stream().map(TokenAuthority.At::scopes));
        if (!scopes.isEmpty()) {
            claims.put(ClaimNames.SCOPE, scopes.toString());
        }
        if (!content.isOwn()) {
            claims.put(ClaimNames.ACTOR, act(content.actors()));
        }
        return AuthenticClaims.of(claims)
                .orElseThrow(() -> new IllegalStateException("a handle of ours cannot be read back"));
    }

    private static Map<String, Object> act(List<String> actors) {
        Map<String, Object> level = new HashMap<>(Map.of(ClaimNames.SUBJECT, actors.get(0)));
        if (actors.size() > 1) {
            level.put(ClaimNames.ACTOR, act(actors.subList(1, actors.size())));
        }
        return level;
    }
}
