package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@code tokens} claim that is a string: the packed form, whose dictionary is the payload before it. */
final class PackedClaim implements EmbeddedClaim {
    private final String header;
    private final byte[] payload;
    private final String packed;

    /**
     * @param header of the token with the claim, as it was sent
     * @param payload of that token, as it was signed
     * @param packed the claim's value
     */
    PackedClaim(String header, byte[] payload, String packed) {
        this.header = header;
        this.payload = payload;
        this.packed = packed;
    }

    @Override
    public Unpacking read() {
        try {
            return new Unpacking.Unpacked(tokens());
        } catch (Unreadable e) {
            return new Unpacking.Refused(e.flaw);
        }
    }

    private List<EmbeddedToken> tokens() throws Unreadable {
        byte[] deflated = Base64Url.decode(packed).orElseThrow(() -> new Unreadable(UnpackingFlaw.NOT_BASE64URL));
        String[] lines = PackedText.lines(PackedText.inflate(deflated, payload, dictionaryLength()));
        // A long header would otherwise be repeated for each of very many lines.
        if ((long) header.length() * lines.length > EmbeddedTokens.MAX_TEXT_BYTES) {
            throw new Unreadable(UnpackingFlaw.TOO_LONG);
        }
        List<EmbeddedToken> tokens = new ArrayList<>(lines.length);
        for (String line : lines) {
            tokens.add(PackedLine.read(line, header));
        }
        return tokens;
    }

    /** The payload is a JSON object, so the text at its end that follows a comma or a brace is its last member. */
    private int dictionaryLength() throws Unreadable {
        byte[] member = ("\"" + ClaimNames.TOKENS + "\":\"" + packed + "\"}").getBytes(StandardCharsets.UTF_8);
        int start = payload.length - member.length;
        if (start > 0
                && (payload[start - 1] == ',' || payload[start - 1] == '{')
                && Arrays.equals(payload, start, payload.length, member, 0, member.length)) {
            return start;
        }
        throw new Unreadable(UnpackingFlaw.NOT_LAST);
    }
}
