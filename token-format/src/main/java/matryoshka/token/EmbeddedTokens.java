package matryoshka.token;

/**
 * Reads the tokens that a token embeds, one level of them, in either form of the {@code tokens} claim. Never throws, whatever the input.
 * Needs memory for a few times the length of the token and {@link #MAX_TEXT_BYTES}.
 */
public final class EmbeddedTokens {
    /** The longest text that packed tokens may unpack to, in bytes. */
    public static final int MAX_TEXT_BYTES = 1 << 20;

    private EmbeddedTokens() {}

    /**
     * Reads them from an unverified token, so they must not be trusted either.
     *
     * @param enclosing a compact JWS; an encrypted token must be decrypted first
     */
    public static Unpacking read(UnverifiedToken enclosing) {
        return CompactJws.parse(enclosing.compact())
                .map(EmbeddedTokens::read)
                .orElseGet(() -> new Unpacking.Refused(UnpackingFlaw.NO_TOKEN));
    }

    private static Unpacking read(CompactJws jws) {
        ClaimReader claims;
        try {
            claims = ClaimReader.parse(jws.payload);
        } catch (ClaimReader.Malformed e) {
            return new Unpacking.Refused(UnpackingFlaw.NO_TOKEN);
        }
        try {
            return EmbeddedClaim.of(jws, claims).read();
        } catch (ClaimReader.Malformed e) {
            return new Unpacking.Refused(UnpackingFlaw.NO_TOKENS);
        }
    }
}
