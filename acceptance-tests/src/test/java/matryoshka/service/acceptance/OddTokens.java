package matryoshka.service.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens with a part exchanged. */
final class OddTokens {
    private OddTokens() {}

    static String withHeader(String[] parts, String header) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + parts[1] + "." + parts[2];
    }
}
