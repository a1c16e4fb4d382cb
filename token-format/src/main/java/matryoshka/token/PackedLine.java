package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One line of packed tokens: a payload and its signature, or an encrypted token, its audience and its holder. */
final class PackedLine {
    /** RFC 7516 §7.1. */
    private static final int JWE_PARTS = 5;

    /** Empty if the key is agreed on directly. */
    private static final int ENCRYPTED_KEY = 1;

    private static final int ENCRYPTED_FIELDS = 3;

    private PackedLine() {}

    /** @param header of the enclosing token, as it was sent: a signed token has the same */
    static EmbeddedToken read(String line, String header) throws Unreadable {
        return line.startsWith("{") ? signed(line, header) : encrypted(line);
    }

    private static EmbeddedToken signed(String line, String header) throws Unreadable {
        // The payload may contain spaces, the signature cannot.
        int space = line.lastIndexOf(' ');
        String signature = line.substring(space + 1);
        if (space < 0
                || line.charAt(space - 1) != '}'
                || signature.isEmpty()
                || Base64Url.decode(signature).isEmpty()) {
            throw new Unreadable(UnpackingFlaw.MALFORMED_LINE);
        }
        String payload = line.substring(0, space);
        try {
            ClaimReader claims = ClaimReader.parse(payload);
            return new EmbeddedToken(
                    claims.textOrTexts(ClaimNames.AUDIENCE),
                    claims.text(ClaimNames.CLIENT_ID),
                    new UnverifiedToken(header
                            + '.'
                            + Base64Url.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                            + '.'
                            + signature));
        } catch (ClaimReader.Malformed e) {
            throw new Unreadable(UnpackingFlaw.MALFORMED_CLAIMS);
        }
    }

    private static EmbeddedToken encrypted(String line) throws Unreadable {
        String[] fields = line.split(" ", -1);
        if (fields.length != ENCRYPTED_FIELDS
                || fields[1].isEmpty()
                || fields[2].isEmpty()
                || !isCompactJwe(fields[0])) {
            throw new Unreadable(UnpackingFlaw.MALFORMED_LINE);
        }
        return new EmbeddedToken(List.of(fields[1]), fields[2], new UnverifiedToken(fields[0]));
    }

    private static boolean isCompactJwe(String text) {
        String[] parts = text.split("\\.", JWE_PARTS + 1);
        if (parts.length != JWE_PARTS) {
            return false;
        }
        for (int i = 0; i < JWE_PARTS; i++) {
            if (Base64Url.decode(parts[i]).isEmpty() || (parts[i].isEmpty() && i != ENCRYPTED_KEY)) {
                return false;
            }
        }
        return true;
    }
}
