package matryoshka.service.platform.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes names and values of {@code application/x-www-form-urlencoded} in UTF-8 (RFC 6749 appendix B), strictly. */
final class FormDecoder {
    private FormDecoder() {}

    /** @throws CharacterCodingException for a percent sign without two hexadecimal digits, and for bytes that are not UTF-8 */
    static String decode(byte[] encoded) throws CharacterCodingException {
        return decode(encoded, 0, encoded.length);
    }

    /** Decodes the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    static String decode(byte[] encoded, int from, int to) throws CharacterCodingException {
        // Tokens of thousands of bytes pass through here, so this uses an array instead of a stream.
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (encoded[i] == '%') {
                bytes[length++] = (byte) hexByte(encoded, i + 1, to);
                i += 2;
            } else {
                bytes[length++] = encoded[i] == '+' ? (byte) ' ' : encoded[i];
            }
        }
        return utf8(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Decodes UTF-8 and refuses malformed bytes instead of replacing them. */
    static String utf8(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    static boolean hasControlCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static int hexByte(byte[] encoded, int at, int to) throws CharacterCodingException {
        if (at + 2 > to || !HexFormat.isHexDigit(encoded[at]) || !HexFormat.isHexDigit(encoded[at + 1])) {
            throw new CharacterCodingException();
        }
        return HexFormat.fromHexDigit(encoded[at]) << 4 | HexFormat.fromHexDigit(encoded[at + 1]);
    }
}
