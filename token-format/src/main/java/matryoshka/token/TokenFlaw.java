package matryoshka.token;

/** Why a token is refused. */
public enum TokenFlaw {
    TOO_LONG("The token is too long."),
    MALFORMED("The token is not a signed JWT in the compact form."),
    WRONG_TYPE("The token's type is not 'at+jwt'."),
    CRITICAL_HEADER("The token's header has critical extensions, and none is supported."),
    UNKNOWN_KEY("The token does not name a known key."),
    WRONG_ALGORITHM("The token's algorithm does not match its key."),
    BAD_SIGNATURE("The token's signature is invalid."),
    MALFORMED_CLAIMS("The token lacks a required claim, or a claim is of the wrong type."),
    WRONG_ISSUER("The token is from another issuer."),
    EXPIRED("The token has expired."),
    NOT_YET_VALID("The token is not valid yet.");

    private final String sentence;

    TokenFlaw(String sentence) {
        this.sentence = sentence;
    }

    /** Returns a sentence for whoever presented it; it quotes nothing of the token. */
    public String sentence() {
        return sentence;
    }
}
