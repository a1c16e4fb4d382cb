package matryoshka.token;

/** Why a token is refused. */
public enum TokenFlaw {
    TOO_LONG("The token is longer than is accepted."),
    MALFORMED("The token is not a signed JWT in the compact form."),
    WRONG_TYPE("The token's type is not 'at+jwt'."),
    CRITICAL_HEADER("The token's header has critical extensions, and none is understood."),
    UNKNOWN_KEY("The token names no known key."),
    WRONG_ALGORITHM("The token's algorithm is not that of its key."),
    BAD_SIGNATURE("The token's signature is wrong."),
    MALFORMED_CLAIMS("The token lacks a required claim, or a claim is of the wrong type."),
    WRONG_ISSUER("The token is of another issuer."),
    EXPIRED("The token has expired."),
    NOT_YET_VALID("The token is from the future.");

    private final String sentence;

    TokenFlaw(String sentence) {
        this.sentence = sentence;
    }

    /** A sentence for the one who presented it; it quotes nothing of the token. */
    public String sentence() {
        return sentence;
    }
}
