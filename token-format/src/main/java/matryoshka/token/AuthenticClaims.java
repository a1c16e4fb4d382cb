package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tokens that are authentic without a verified signature, because the issuer itself has just made or decrypted them. Only for the issuer:
 * verify what anybody else hands over with a {@link TokenVerifier}.
 */
public final class AuthenticClaims {
    private AuthenticClaims() {}

    /** Returns the outer token of a tree that this process has minted. */
    public static VerifiedToken of(MintedTree tree) {
        return CompactJws.parse(tree.outerToken())
                .flatMap(AuthenticClaims::token)
                .orElseThrow(() -> new IllegalStateException("a minted token cannot be read back"));
    }

    /** Returns a token with these claims, which embeds nothing; empty if a claim is missing or has the wrong type. */
    public static Optional<VerifiedToken> of(String json) {
        String payload = Base64Url.encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return CompactJws.parse("e30." + payload + ".").flatMap(AuthenticClaims::token);
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
