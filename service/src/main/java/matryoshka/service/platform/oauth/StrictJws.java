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
 * Parses JWTs signed by clients (RFC 7519 §7.2) before any of their keys is looked up: only the compact form, in canonical base64url, with
 * an algorithm from a list and no critical header (RFC 7515 §4.1.11). Encrypted, unsigned or MACed JWTs are refused by their header alone,
 * so that nobody can make this issuer decrypt, inflate or derive anything.
 */
public final class StrictJws {
    /** The accepted signature algorithms, for assertions and DPoP proofs alike. The metadata lists the same. */
    public static final List<JWSAlgorithm> ALGORITHMS = Arrays.stream(VerificationAlgorithm.values())
            .map(algorithm -> JWSAlgorithm.parse(algorithm.joseName()))
            .toList();

    /** More than any assertion or proof needs. */
    public static final int MAX_CHARS = 4 * 1024;

    /** The longest {@code jti}, in characters. */
    public static final int MAX_JTI_CHARS = 255;

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private StrictJws() {}

    /** Returns the JWT, not verified; empty for anything that does not have the required form. */
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
            // The parser throws IllegalArgumentException for a private or impossible key in the header.
            return Optional.empty();
        }
    }

    /** Checks the header's JSON itself: the parsed header does not show an empty list. */
    private static boolean hasExtensions(SignedJWT jwt) throws ParseException {
        Map<String, Object> members =
                JSONObjectUtils.parse(jwt.getHeader().getParsedBase64URL().decodeToString());
        return members.containsKey("crit") || members.containsKey("b64");
    }

    /** Checks header and claims: the parser would accept {@code null} as an object and then fail on it. */
    private static boolean isOfObjects(String text) {
        return Arrays.stream(text.split("\\.", -1))
                .limit(2)
                .allMatch(part ->
                        new Base64URL(part).decodeToString().stripLeading().startsWith("{"));
    }

    /** Returns whether a {@code jti} can be remembered. */
    public static boolean isJti(String jti) {
        return !jti.isEmpty() && jti.length() <= MAX_JTI_CHARS;
    }

    /** Returns whether no bits are left over at the end of a part. */
    private static boolean isCanonical(String text) {
        return Arrays.stream(text.split("\\.", -1))
                .allMatch(part -> Base64URL.encode(new Base64URL(part).decode())
                        .toString()
                        .equals(part));
    }
}
