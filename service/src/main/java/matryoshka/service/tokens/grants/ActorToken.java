package matryoshka.service.tokens.grants;

import java.util.Optional;
import java.util.Set;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.trust.SubjectTokenType;
import matryoshka.token.VerifiedToken;

/**
 * The actor token of an exchange (RFC 8693 §2.1). The authenticated client is the actor, so the only acceptable one proves that client
 * itself, and then changes nothing. The string form does not show the token.
 *
 * @param compact a secret; empty if there is none
 */
record ActorToken(Optional<String> compact) {
    private static final Set<SubjectTokenType> TYPES = Set.of(SubjectTokenType.ACCESS_TOKEN, SubjectTokenType.JWT);

    /**
     * Reads the parameters.
     *
     * @throws OAuthErrorException if one of the two is missing, or the type is not supported
     */
    static ActorToken parse(FormParameters form) {
        Optional<String> token = form.value("actor_token");
        if (token.isEmpty() && form.value("actor_token_type").isEmpty()) {
            return new ActorToken(token);
        }
        form.require("actor_token");
        String type = form.require("actor_token_type");
        if (SubjectTokenType.ofUri(type).filter(TYPES::contains).isEmpty()) {
            throw OAuthErrorException.invalidRequest("Unsupported actor_token_type.");
        }
        return new ActorToken(token);
    }

    /** Returns why it is not acceptable. */
    Optional<GrantResult.Refused> refusal(AssessToken assessToken, Client client) {
        return compact.filter(token -> assessToken
                        .live(token)
                        .filter(live -> proves(live, client.id()))
                        .isEmpty())
                .map(token -> GrantResult.Refused.subject(
                                "The actor token is not an active token of the authenticated client itself, which is the actor.")
                        .because("actor-token"));
    }

    private static boolean proves(VerifiedToken token, String client) {
        return token.subject().equals(client) && token.clientId().equals(client) && !token.hasActor();
    }

    @Override
    public String toString() {
        return "ActorToken[" + (compact.isPresent() ? "present" : "absent") + "]";
    }
}
