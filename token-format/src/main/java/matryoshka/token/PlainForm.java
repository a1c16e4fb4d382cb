package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The plain form: entries around embedded tokens (draft-yusef-oauth-nested-jwt-08, with {@code aud} and {@code holder}). */
final class PlainForm implements TokensForm {
    private static final byte[] OPEN =
            new JsonBytes().next(ClaimNames.TOKENS).raw("[").toByteArray();
    private static final byte[] CLOSE = "]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENTRY_END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private static final ClaimWriter ARRAY = new Array();

    @Override
    public EntryWriter entry(TokenContent embedding, TokenContent embedded) {
        byte[] start = entryStart(embedding, embedded);
        return (payload, packed, token) ->
                new Entry(new JsonBytes().raw(start).raw(token).raw(ENTRY_END).toByteArray());
    }

    @Override
    public ClaimWriter claim() {
        return ARRAY;
    }

    private static final class Array implements ClaimWriter {
        @Override
        public int write(JsonBytes claims, List<Entry> entries) {
            if (!entries.isEmpty()) {
                claims.raw(OPEN);
                for (int i = 0; i < entries.size(); i++) {
                    claims.raw(i == 0 ? "" : ",").raw(entries.get(i).bytes);
                }
                claims.raw(CLOSE);
            }
            return 0;
        }

        @Override
        public long rememberedBytes(long embeddedBytes) {
            return 0;
        }
    }

    /**
     * Writes an entry up to the token itself.
     *
     * @param embedding the enclosing token; if it has several audiences, its holders share it, so each entry names its own
     */
    private static byte[] entryStart(TokenContent embedding, TokenContent embedded) {
        JsonBytes json = new JsonBytes().raw("{");
        json.name(ClaimNames.ENTRY_TYPE).string(ClaimNames.ACCESS_TOKEN_TYPE);
        json.next(ClaimNames.AUDIENCE).stringOrArray(embedded.granted().audiences());
        if (embedding.granted().audiences().size() > 1) {
            json.next(ClaimNames.ENTRY_HOLDER).string(embedded.presenter().clientId());
        }
        return json.next(ClaimNames.ENTRY_TOKEN).raw("\"").toByteArray();
    }
}
