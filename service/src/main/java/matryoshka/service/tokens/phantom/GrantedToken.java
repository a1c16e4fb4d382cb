package matryoshka.service.tokens.phantom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        // A handle is never compared by its issuer: only this one can open it.
        claims.put(ClaimNames.ISSUER, "-");
        claims.put(ClaimNames.SUBJECT, content.subject());
        claims.put(ClaimNames.CLIENT_ID, content.clientId());
        claims.put(ClaimNames.JWT_ID, content.jti());
        claims.put(ClaimNames.TRANSACTION, content.txn());
        claims.put(ClaimNames.ISSUED_AT, content.issuedAt().getEpochSecond());
        claims.put(ClaimNames.EXPIRES_AT, content.expiresAt().getEpochSecond());
        claims.putObject(ClaimNames.GRAPH)
                .put(ClaimNames.GRAPH_VERSION, 0L)
                .put(ClaimNames.GRAPH_PLAN, content.planId());
        ArrayNode audiences = claims.putArray(ClaimNames.AUDIENCE);
        authority.services().values().forEach(at -> audiences.add(at.audience()));
        Scopes scopes = Scopes.union(authority.services().values().stream().map(TokenAuthority.At::scopes));
        if (!scopes.isEmpty()) {
            claims.put(ClaimNames.SCOPE, scopes.toString());
        }
        ObjectNode level = claims;
        for (String actor : content.actors()) {
            level = level.putObject(ClaimNames.ACTOR).put(ClaimNames.SUBJECT, actor);
        }
        return AuthenticClaims.of(claims.toString())
                .orElseThrow(() -> new IllegalStateException("a handle of ours cannot be read back"));
    }
}
