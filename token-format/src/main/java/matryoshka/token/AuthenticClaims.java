package matryoshka.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that are authentic without a verified signature, because the issuer itself has just made or decrypted them. Only for the issuer:
 * verify what anybody else hands over with a {@link TokenVerifier}.
 */
public final class AuthenticClaims {
    private static final CompactJws NOTHING_EMBEDDED =
            CompactJws.parse("e30.e30.").orElseThrow();

    private AuthenticClaims() {}

    /** Returns the outer token of a tree that this process has minted. */
    public static VerifiedToken of(MintedTree tree) {
        return CompactJws.parse(tree.outerToken())
                .flatMap(AuthenticClaims::token)
                .orElseThrow(() -> new IllegalStateException("a minted token cannot be read back"));
    }

    /** Returns a token whose signature somebody else has; empty if this is not its header and payload. */
    public static Optional<VerifiedToken> ofHead(String headerAndPayload) {
        return CompactJws.parse(headerAndPayload + '.').flatMap(AuthenticClaims::token);
    }

    /**
     * Returns a token with these claims, which embeds nothing; empty if a claim is missing or has the wrong type.
     *
     * @param claims as a parser of JSON would return them: whole numbers are {@code Long}
     */
    public static Optional<VerifiedToken> of(Map<String, Object> claims) {
        try {
            return Optional.of(new VerifiedToken(
                    NOTHING_EMBEDDED, new ClaimReader(claims), () -> JSONObjectUtils.toJSONString(claims)));
        } catch (ClaimReader.Malformed malformed) {
            return Optional.empty();
        }
    }

    private static Optional<VerifiedToken> token(CompactJws jws) {
        try {
            String json = new String(jws.payload, StandardCharsets.UTF_8);
            return Optional.of(new VerifiedToken(jws, ClaimReader.parse(json), json));
        } catch (ClaimReader.Malformed malformed) {
            return Optional.empty();
        }
    }
}
