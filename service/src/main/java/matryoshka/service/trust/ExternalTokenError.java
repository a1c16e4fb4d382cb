package matryoshka.service.trust;

import java.util.Locale;

/** Why a token of another issuer is refused. */
public enum ExternalTokenError {
    UNKNOWN_TYPE("Unsupported subject_token_type."),
    TOO_LONG("The token is too long."),
    MALFORMED("The token is not a signed JWT in the compact form."),
    CRITICAL_HEADER("The token's header has critical extensions, and none is supported."),
    UNTRUSTED_ISSUER("The token's issuer is not trusted, or not for this client."),
    OURS("The token claims to be from this issuer, but it is expired, revoked, forged, or not of this type."),
    UNACCEPTED_TYPE("The token's issuer is not trusted for this subject_token_type."),
    WRONG_TYPE("The token's typ does not match the subject_token_type."),
    UNACCEPTED_ALGORITHM("The token's signing algorithm is not accepted for its issuer."),
    UNKNOWN_KEY("The token names no key that its issuer publishes for this algorithm."),
    UNAVAILABLE("The keys of the token's issuer are not available at the moment."),
    BAD_SIGNATURE("The token's signature is invalid."),
    MALFORMED_CLAIMS("The token lacks a required claim, or a claim is of the wrong type."),
    EXPIRED("The token has expired."),
    NOT_YET_VALID("The token is not valid yet."),
    WRONG_AUDIENCE("The token has none of the accepted audiences."),
    BAD_SUBJECT("The token's sub is empty, too long, or contains unprintable characters."),
    ANOTHER_ACTOR("The token's may_act names a different actor than this client."),
    BOUND("The token is bound to a key, and this client has not proved possession of it."),
    NO_SUBJECT("The token reports security events and identifies no subject to act for."),
    BAD_CLAIMS(
            "A claim that would be copied from the token is malformed, or the copied claims are too large in total.");

    private final String sentence;

    ExternalTokenError(String sentence) {
        this.sentence = sentence;
    }

    /** Returns the name for the audit log and metrics: words joined by hyphens. */
    public String word() {
        return "external-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a sentence for whoever presented the token, in the characters that an {@code error_description} may have; it quotes nothing. */
    public String sentence() {
        return sentence;
    }
}
