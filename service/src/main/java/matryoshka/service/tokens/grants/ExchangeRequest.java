package matryoshka.service.tokens.grants;

import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.ScopeParameter;
import matryoshka.service.platform.oauth.Targets;
import matryoshka.service.trust.SubjectTokenType;
import org.jspecify.annotations.Nullable;

/**
 * A request for an exchange (RFC 8693 §2.1). A subject token that is empty, repeated or too long is an error, never absent. The string form
 * does not show the token.
 *
 * @param subjectToken the token to exchange: a secret
 * @param subjectType its declared type
 * @param issuedType the requested type
 * @param targets {@code audience} and {@code resource}
 * @param scopes null if none is named
 * @param parameters that dependencies may require
 */
public record ExchangeRequest(
        String subjectToken,
        SubjectTokenType subjectType,
        SubjectTokenType issuedType,
        SortedSet<String> targets,
        @Nullable Scopes scopes,
        SortedMap<String, String> parameters) {

    /**
     * Reads the parameters.
     *
     * @throws OAuthErrorException if they are malformed
     */
    public static ExchangeRequest parse(FormParameters form) {
        String token = form.require("subject_token");
        SubjectTokenType type = SubjectTokenType.ofUri(form.require("subject_token_type"))
                .orElseThrow(() -> OAuthErrorException.invalidRequest("Unsupported subject_token_type."));
        SubjectTokenType issued = form.value("requested_token_type")
                .map(urn -> SubjectTokenType.ofUri(urn)
                        .filter(wanted -> wanted != SubjectTokenType.ID_TOKEN)
                        .orElseThrow(() -> OAuthErrorException.invalidRequest("Unsupported requested_token_type.")))
                .orElse(SubjectTokenType.ACCESS_TOKEN);
        return new ExchangeRequest(token, type, issued, Targets.of(form), ScopeParameter.of(form), form.others());
    }

    /**
     * Reads the parameters of the assertion grant (RFC 7523 §2.1).
     *
     * @throws OAuthErrorException if they are malformed
     */
    public static ExchangeRequest ofAssertion(FormParameters form) {
        String assertion = form.require("assertion");
        return new ExchangeRequest(
                assertion,
                SubjectTokenType.JWT,
                SubjectTokenType.ACCESS_TOKEN,
                Targets.of(form),
                ScopeParameter.of(form),
                form.others());
    }

    @Override
    public String toString() {
        return "ExchangeRequest[" + subjectType + ", targets=" + targets + ", scopes=" + scopes + "]";
    }
}
