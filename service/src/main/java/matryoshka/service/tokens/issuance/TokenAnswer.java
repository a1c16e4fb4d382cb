package matryoshka.service.tokens.issuance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.tokens.grants.GrantResult;
import org.jspecify.annotations.Nullable;

/**
 * A successful response of the token endpoint (RFC 6749 §5.1, RFC 8693 §2.2.1). Its string form does not show the token.
 *
 * @param issuedTokenType of a token got by exchange; null for others
 * @param graphVersion the version of the graph that the token was minted from
 * @param budgetUsed the fraction of the size budget that is used, from 0 to 1
 */
@JsonPropertyOrder({
    "access_token",
    "issued_token_type",
    "token_type",
    "expires_in",
    "scope",
    "graph_version",
    "budget_used"
})
record TokenAnswer(
        @JsonProperty("access_token") String accessToken,

        @JsonProperty("issued_token_type") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String issuedTokenType,

        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("scope") String scope,
        @JsonProperty("graph_version") long graphVersion,
        @JsonProperty("budget_used") double budgetUsed) {

    private static final double PLACES = 1_000;

    static TokenAnswer of(GrantResult.Issued result) {
        return of(result, result.token().tree().outerToken(), result.issuedTokenType());
    }

    /** @param presented the token in the client's format: a secret */
    static TokenAnswer of(GrantResult.Issued result, String presented, @Nullable String issuedTokenType) {
        IssuedToken issued = result.token();
        return new TokenAnswer(
                presented,
                issuedTokenType,
                issued.type(),
                issued.lifetimeSeconds(),
                issued.plan().outer().content().scopes().toString(),
                issued.graphVersion(),
                Math.round(issued.budgetUsed() * PLACES) / PLACES);
    }

    @Override
    public String toString() {
        return "TokenAnswer[scope=" + scope + "]";
    }
}
