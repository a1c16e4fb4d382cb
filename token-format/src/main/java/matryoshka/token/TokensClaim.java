package matryoshka.token;

import java.nio.charset.StandardCharsets;

/** The {@code tokens} claim: entries around embedded tokens (draft-yusef-oauth-nested-jwt-08, with {@code aud} and {@code holder}). */
final class TokensClaim {
    static final byte[] OPEN = new JsonBytes().next(ClaimNames.TOKENS).raw("[").toByteArray();
    static final byte[] CLOSE = "]".getBytes(StandardCharsets.US_ASCII);
    static final byte[] ENTRY_END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private TokensClaim() {}

    /**
     * An entry up to the token itself.
     *
     * @param embedding the token that embeds; with several audiences its holders share it, so that each entry names its own
     */
    static byte[] entryStart(TokenContent embedding, TokenContent embedded) {
        JsonBytes json = new JsonBytes().raw("{");
        json.name(ClaimNames.ENTRY_TYPE).string(ClaimNames.ACCESS_TOKEN_TYPE);
        json.next(ClaimNames.AUDIENCE).stringOrArray(embedded.granted().audiences());
        if (embedding.granted().audiences().size() > 1) {
            json.next(ClaimNames.ENTRY_HOLDER).string(embedded.presenter().clientId());
        }
        return json.next(ClaimNames.ENTRY_TOKEN).raw("\"").toByteArray();
    }

    /** How many bytes entries add to the claims; 0 for none. */
    static long bytes(int entries, long entryBytes) {
        return entries == 0 ? 0 : OPEN.length + entryBytes + (entries - 1) + CLOSE.length;
    }
}
