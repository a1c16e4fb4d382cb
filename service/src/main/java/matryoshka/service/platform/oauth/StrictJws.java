package matryoshka.service.platform.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.token.VerificationAlgorithm;

/**
 * Reads JWTs that clients sign (RFC 7519 §7.2), before any of their keys is looked at: the compact form only, with the one spelling of
 * base64url, an algorithm from a list, and no critical header (RFC 7515 §4.1.11). What is encrypted, unsigned or signed by a shared secret
 * is refused by its header alone, so that nothing is decrypted, inflated or derived for anybody.
 */
public final class StrictJws {
    /** How clients may sign: assertions and DPoP proofs alike. Metadata names the same. */
    public static final List<JWSAlgorithm> ALGORITHMS = Arrays.stream(VerificationAlgorithm.values())
            .map(algorithm -> JWSAlgorithm.parse(algorithm.joseName()))
            .toList();

    /** More than any assertion or proof needs. */
    public static final int MAX_CHARS = 4 * 1024;

    /** How long the id of a JWT may be, in characters. */
    public static final int MAX_JTI_CHARS = 255;

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private StrictJws() {}

    /** The JWT, of which nothing is verified; empty for whatever is not in that form. */
    public static Optional<SignedJWT> parse(String text, Collection<JWSAlgorithm> algorithms) {
        if (text.length() > MAX_CHARS || !COMPACT.matcher(text).matches() || !isCanonical(text) || !isOfObjects(text)) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            return algorithms.contains(jwt.getHeader().getAlgorithm()) && !hasExtensions(jwt)
                    ? Optional.of(jwt)
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            // A private or impossible key in the header is the parser's IllegalArgumentException.
            return Optional.empty();
        }
    }

    /** Asked of the header itself: where the list is empty, the parsed one does not tell. */
    private static boolean hasExtensions(SignedJWT jwt) throws ParseException {
        Map<String, Object> members =
                JSONObjectUtils.parse(jwt.getHeader().getParsedBase64URL().decodeToString());
        return members.containsKey("crit") || members.containsKey("b64");
    }

    /** Header and claims: the parser would take what is {@code null} for an object, and fall over it. */
    private static boolean isOfObjects(String text) {
        return Arrays.stream(text.split("\\.", -1))
                .limit(2)
                .allMatch(part ->
                        new Base64URL(part).decodeToString().stripLeading().startsWith("{"));
    }

    /** Whether a {@code jti} is one that we remember. */
    public static boolean isJti(String jti) {
        return !jti.isEmpty() && jti.length() <= MAX_JTI_CHARS;
    }

    /** No bits left over at the end of a part. */
    private static boolean isCanonical(String text) {
        return Arrays.stream(text.split("\\.", -1))
                .allMatch(part -> Base64URL.encode(new Base64URL(part).decode())
                        .toString()
                        .equals(part));
    }
}
