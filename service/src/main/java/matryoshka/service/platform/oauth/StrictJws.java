package matryoshka.service.platform.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.token.CompactJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;

/**
 * A JWT signed by a client (RFC 7519 §7.2), not verified: the compact form, in canonical base64url, with a supported algorithm and no
 * critical header (RFC 7515 §4.1.11). Encrypted, unsigned or MACed JWTs are refused by their header alone, before any key is looked up, so
 * that nobody can make this issuer decrypt, inflate or derive anything. The string form does not show it.
 */
public final class StrictJws {
    /** The accepted signature algorithms, for assertions and DPoP proofs alike. The metadata lists the same. */
    public static final List<JWSAlgorithm> ALGORITHMS = Arrays.stream(VerificationAlgorithm.values())
            .map(algorithm -> JWSAlgorithm.parse(algorithm.joseName()))
            .toList();

    /** More than any assertion or proof needs. */
    private static final int MAX_CHARS = 4 * 1024;

    /** The longest {@code jti}, in characters. */
    private static final int MAX_JTI_CHARS = 255;

    private final CompactJws compact;
    private final VerificationAlgorithm algorithm;
    private final SignedJWT jwt;

    private StrictJws(CompactJws compact, VerificationAlgorithm algorithm, SignedJWT jwt) {
        this.compact = compact;
        this.algorithm = algorithm;
        this.jwt = jwt;
    }

    /** Parses a JWT; empty for anything that does not have the required form. */
    public static Optional<StrictJws> parse(String text) {
        return text.length() > MAX_CHARS
                ? Optional.empty()
                : CompactJws.parse(text).filter(StrictJws::isOfObjects).flatMap(compact -> parse(text, compact));
    }

    private static Optional<StrictJws> parse(String text, CompactJws compact) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            return hasExtensions(compact)
                    ? Optional.empty()
                    : VerificationAlgorithm.named(jwt.getHeader().getAlgorithm().getName())
                            .map(algorithm -> new StrictJws(compact, algorithm, jwt));
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            // The parser throws IllegalArgumentException for a private or impossible key in the header.
            return Optional.empty();
        }
    }

    /** Checks the header's JSON itself: the parsed header does not show an empty list. */
    private static boolean hasExtensions(CompactJws jws) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(text(jws.header()));
        return members.containsKey("crit") || members.containsKey("b64");
    }

    /** Checks header and claims: the parser would accept {@code null} as an object and then fail on it. */
    private static boolean isOfObjects(CompactJws jws) {
        return text(jws.header()).stripLeading().startsWith("{")
                && text(jws.payload()).stripLeading().startsWith("{");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** Returns whether a {@code jti} can be remembered. */
    public static boolean isJti(String jti) {
        return !jti.isEmpty() && jti.length() <= MAX_JTI_CHARS;
    }

    public JWSHeader header() {
        return jwt.getHeader();
    }

    /** Returns the claims, to be used after verification. */
    public JWTClaimsSet claims() throws ParseException {
        return jwt.getJWTClaimsSet();
    }

    /** Returns whether a key has signed this JWT with the algorithm that its header names. */
    public boolean isSignedBy(JwsPublicKey key) {
        return key.hasSigned(compact, algorithm);
    }

    @Override
    public String toString() {
        return "[jwt]";
    }
}
