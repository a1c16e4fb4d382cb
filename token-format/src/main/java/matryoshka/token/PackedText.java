package matryoshka.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The text that packed tokens unpack to: UTF-8 lines that each end with a line feed. */
final class PackedText {
    /** One byte more than allowed, which shows that there is too much. */
    private static final int MAX_BUFFER = EmbeddedTokens.MAX_TEXT_BYTES + 1;

    private static final int MIN_BUFFER = 1024;

    /** Tokens deflate to about a quarter. */
    private static final int USUAL_RATIO = 4;

    private PackedText() {}

    /**
     * Inflates a raw DEFLATE stream (RFC 1951), which must be complete and followed by nothing.
     *
     * @param payload begins with the dictionary
     */
    static byte[] inflate(byte[] deflated, byte[] payload, int dictionaryLength) throws Unreadable {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(payload, 0, dictionaryLength);
            inflater.setInput(deflated);
            byte[] text = inflate(inflater, Math.max(MIN_BUFFER, USUAL_RATIO * deflated.length));
            if (inflater.getRemaining() > 0) {
                throw new Unreadable(UnpackingFlaw.TRAILING_BYTES);
            }
            return text;
        } catch (DataFormatException e) {
            throw new Unreadable(UnpackingFlaw.NO_DEFLATE);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater, int expected) throws DataFormatException, Unreadable {
        byte[] text = new byte[Math.min(MAX_BUFFER, expected)];
        int length = 0;
        while (!inflater.finished()) {
            int more = inflater.inflate(text, length, text.length - length);
            length += more;
            if (length == MAX_BUFFER) {
                throw new Unreadable(UnpackingFlaw.TOO_LONG);
            }
            if (length == text.length) {
                text = Arrays.copyOf(text, Math.min(MAX_BUFFER, 2 * length));
            } else if (more == 0 && !inflater.finished()) {
                throw new Unreadable(UnpackingFlaw.INCOMPLETE);
            }
        }
        return Arrays.copyOf(text, length);
    }

    /** Returns the lines without their line feeds; at least one. */
    static String[] lines(byte[] text) throws Unreadable {
        if (text.length == 0) {
            throw new Unreadable(UnpackingFlaw.NO_LINE);
        }
        if (text[text.length - 1] != '\n') {
            throw new Unreadable(UnpackingFlaw.UNENDED_LINE);
        }
        for (byte octet : text) {
            if (octet >= 0 && octet < ' ' && octet != '\n') {
                throw new Unreadable(UnpackingFlaw.CONTROL_CHARACTER);
            }
        }
        return decode(text).split("\n", -1);
    }

    private static String decode(byte[] text) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, text.length - 1))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(UnpackingFlaw.NOT_UTF8);
        }
    }
}
