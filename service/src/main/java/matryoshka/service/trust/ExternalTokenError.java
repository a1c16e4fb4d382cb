package matryoshka.service.trust;

import java.util.Locale;

/** Why a token of somebody else is refused. */
public enum ExternalTokenError {
    UNKNOWN_TYPE("The subject_token_type is none that is known here."),
    TOO_LONG("The token is longer than is accepted."),
    MALFORMED("The token is not a signed JWT in the compact form."),
    CRITICAL_HEADER("The token's header has critical extensions, and none is understood."),
    UNTRUSTED_ISSUER("The token is of an issuer that is not trusted here, or not for this client."),
    OURS("The token says that it is of this issuer: it has expired, was revoked or forged, or is not of this type."),
    UNACCEPTED_TYPE("Tokens of this issuer are not accepted as this subject_token_type."),
    WRONG_TYPE("The token's typ is not that of the subject_token_type."),
    UNACCEPTED_ALGORITHM("The token is signed by an algorithm that is not accepted of its issuer."),
    UNKNOWN_KEY("The token names no key that its issuer publishes for this algorithm."),
    UNAVAILABLE("The keys of the token's issuer are not available at the moment."),
    BAD_SIGNATURE("The token's signature is wrong."),
    MALFORMED_CLAIMS("The token lacks a required claim, or a claim is of the wrong type."),
    EXPIRED("The token has expired."),
    NOT_YET_VALID("The token is from the future."),
    WRONG_AUDIENCE("The token is for none of the audiences that are accepted."),
    BAD_SUBJECT("The token's sub is empty, too long, or holds characters that are not shown."),
    ANOTHER_ACTOR("The token's may_act names another actor than this client."),
    BOUND("The token is bound to a key, and nothing proves that this client holds it."),
    NO_SUBJECT("The token reports events, and vouches for no subject."),
    BAD_CLAIMS("A claim of the token that would be taken over is malformed, or they are too large altogether.");

    private final String sentence;

    ExternalTokenError(String sentence) {
        this.sentence = sentence;
    }

    /** For the audit log and metrics: one word with hyphens. */
    public String word() {
        return "external-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sentence for the one who presented the token, in characters that an {@code error_description} may have; it quotes nothing. */
    public String sentence() {
        return sentence;
    }
}
