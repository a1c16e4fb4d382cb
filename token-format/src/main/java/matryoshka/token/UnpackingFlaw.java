package matryoshka.token;

/** Why the embedded tokens of a token cannot be read. */
public enum UnpackingFlaw {
    NO_TOKEN("The token is not a signed JWT in the compact form, with a JSON object as its claims."),
    NO_TOKENS("The claim 'tokens' is neither a string nor an array of entries."),
    NOT_LAST("The claim 'tokens' is not the last claim without white space around it."),
    NOT_BASE64URL("The claim 'tokens' is not base64url without padding."),
    NO_DEFLATE("The claim 'tokens' does not contain a DEFLATE stream."),
    INCOMPLETE("The DEFLATE stream in the claim 'tokens' ends too early."),
    TRAILING_BYTES("Bytes follow the DEFLATE stream in the claim 'tokens'."),
    TOO_LONG("The embedded tokens take more than 1 MiB."),
    NOT_UTF8("The embedded tokens are not UTF-8 text."),
    CONTROL_CHARACTER("The embedded tokens contain a control character other than the line feed."),
    NO_LINE("The embedded tokens are an empty text."),
    UNENDED_LINE("The last line of the embedded tokens has no line feed."),
    MALFORMED_LINE("A line of the embedded tokens is neither a signed nor an encrypted token."),
    MALFORMED_CLAIMS("An embedded token's claims are not a JSON object with 'aud' and 'client_id'.");

    private final String sentence;

    UnpackingFlaw(String sentence) {
        this.sentence = sentence;
    }

    /** Returns a sentence for whoever presented the token; it quotes nothing of it. */
    public String sentence() {
        return sentence;
    }
}
