package matryoshka.token;

/** How a token carries its embedded tokens: the form of its {@code tokens} claim. Not part of a plan; readers accept both. */
public enum EmbeddingForm {
    /**
     * A string: the payloads and signatures of the embedded tokens, deflated with the claims around them as the dictionary. A level costs
     * little more than its signatures and ids, whatever is below it.
     */
    PACKED,

    /**
     * An array of entries with a compact token in each (draft-yusef-oauth-nested-jwt-08, with {@code aud} and {@code holder}). Each level
     * takes 4/3 of the one below.
     */
    PLAIN;

    private static final TokensForm PACKED_TOKENS = new PackedForm();
    private static final TokensForm PLAIN_TOKENS = new PlainForm();

    TokensForm writer() {
        return switch (this) {
            case PACKED -> PACKED_TOKENS;
            case PLAIN -> PLAIN_TOKENS;
        };
    }
}
