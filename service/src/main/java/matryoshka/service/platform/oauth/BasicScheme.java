package matryoshka.service.platform.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretBasic;

/** Parses the Basic scheme as OAuth uses it: id and secret are form-encoded before they are joined (RFC 6749 §2.3.1, RFC 7617). */
final class BasicScheme {
    private static final String PREFIX = "Basic ";

    private BasicScheme() {}

    /** @throws OAuthErrorException {@code invalid_client} for another scheme and for malformed values */
    static SecretBasic parse(String authorization) {
        if (!authorization.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        try {
            String encoded = authorization.substring(PREFIX.length()).strip();
            String pair = FormDecoder.utf8(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)));
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
            }
            return new SecretBasic(part(pair.substring(0, colon)), Secret.of(part(pair.substring(colon + 1))));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
    }

    private static String part(String encoded) throws CharacterCodingException {
        String decoded = FormDecoder.decode(encoded.getBytes(StandardCharsets.UTF_8));
        if (FormDecoder.hasControlCharacters(decoded)) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        return decoded;
    }
}
