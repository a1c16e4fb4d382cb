package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import matryoshka.token.deflate.Recipes;
import matryoshka.token.deflate.Text;

/**
 * Embedded tokens as lines, deflated with the text before them as the dictionary: a signed token's payload and signature, or an encrypted
 * token, its audience and its holder.
 */
final class PackedForm implements TokensForm {
    private static final byte[] OPEN = ("\"" + ClaimNames.TOKENS + "\":\"").getBytes(StandardCharsets.US_ASCII);

    /** What follows the packed tokens in a payload: the end of the claim and of the object. */
    private static final int AFTER_PACKED = 2;

    /** RFC 7516 §7.1. */
    private static final int JWE_PARTS = 5;

    @Override
    public EntryWriter entry(TokenContent embedding, TokenContent embedded) {
        if (embedded.presenter().encryptTo() == null) {
            return PackedForm::signedLine;
        }
        byte[] end = (' '
                        + field(embedded.callee())
                        + ' '
                        + field(embedded.presenter().clientId())
                        + '\n')
                .getBytes(StandardCharsets.UTF_8);
        return (payload, packed, token) -> encryptedLine(token, end);
    }

    private static String field(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("the audience and holder of an encrypted token cannot contain spaces");
        }
        return name;
    }

    private static Entry signedLine(byte[] payload, int packed, byte[] token) {
        int signature = token.length - 1;
        while (token[signature - 1] != '.') {
            signature--;
        }
        int start = payload.length + 1;
        int end = start + token.length - signature;
        byte[] line = new byte[end + 1];
        System.arraycopy(payload, 0, line, 0, payload.length);
        line[payload.length] = ' ';
        System.arraycopy(token, signature, line, start, end - start);
        line[end] = '\n';
        int packedEnd = payload.length - AFTER_PACKED;
        return packed == 0 ? new Entry(line, start, end) : new Entry(line, packedEnd - packed, packedEnd, start, end);
    }

    /** All parts between the dots are random except the header: headers for one holder differ only in the ephemeral key. */
    private static Entry encryptedLine(byte[] token, byte[] end) {
        int[] random = new int[2 * JWE_PARTS];
        int count = 0;
        int start = 0;
        for (int i = 0; i <= token.length; i++) {
            if (i == token.length || token[i] == '.') {
                if (start > 0 && start < i) {
                    random[count++] = start;
                    random[count++] = i;
                }
                start = i + 1;
            }
        }
        return new Entry(new JsonBytes().raw(token).raw(end).toByteArray(), Arrays.copyOf(random, count));
    }

    @Override
    public ClaimWriter claim() {
        return new Lines();
    }

    private static final class Lines implements ClaimWriter {
        private final Recipes recipes = new Recipes();

        @Override
        public int write(JsonBytes claims, List<Entry> entries) {
            if (entries.isEmpty()) {
                return 0;
            }
            int start = claims.raw(",").length();
            int[] random = new int
                    [entries.stream().mapToInt(entry -> entry.random.length).sum()];
            int count = 0;
            for (Entry entry : entries) {
                for (int edge : entry.random) {
                    random[count++] = claims.length() + edge;
                }
                claims.raw(entry.bytes);
            }
            if (claims.length() - start > EmbeddedTokens.MAX_TEXT_BYTES) {
                throw new IllegalStateException("the embedded tokens of one token take more than 1 MiB");
            }
            byte[] packed =
                    Base64Url.encode(recipes.deflate(new Text(claims.buffer(), start, claims.length(), random)));
            claims.truncate(start);
            claims.raw(OPEN).raw(packed).raw("\"");
            return packed.length;
        }

        @Override
        public long rememberedBytes(long embeddedBytes) {
            return embeddedBytes == 0 ? 0 : Recipes.maxBytes(embeddedBytes);
        }
    }
}
