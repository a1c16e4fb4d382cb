package matryoshka.service.platform.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The JSON of an error (RFC 6749 §5.2).
 *
 * @param error the code
 * @param description for the client's developer, in the characters that the RFC allows
 */
record OAuthErrorAnswer(
        @JsonProperty("error") String error,
        @JsonProperty("error_description") String description) {
    private static final int MAX_DESCRIPTION = 300;

    OAuthErrorAnswer {
        description = restricted(description);
    }

    /** Only %x20-21 / %x23-5B / %x5D-7E are allowed; other characters of a reflected value become question marks. */
    private static String restricted(String text) {
        StringBuilder allowed = new StringBuilder(Math.min(text.length(), MAX_DESCRIPTION));
        text.codePoints()
                .limit(MAX_DESCRIPTION)
                .forEach(c -> allowed.appendCodePoint(c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?'));
        return allowed.toString();
    }
}
