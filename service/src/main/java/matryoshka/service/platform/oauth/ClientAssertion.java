package matryoshka.service.platform.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT by which a client says who it is (RFC 7523 §2.2, §3), as it was presented: its form is checked, its signature and its times are
 * not. Does not print itself.
 */
public final class ClientAssertion {
    /** RFC 7523 §2.2. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** {@code typ} of a header that has one: never that of a token of ours, nor of a DPoP proof (RFC 8725 §3.11). */
    private static final Set<String> JWT_TYPES = Set.of("jwt", "client-authentication+jwt");

    private static final String MEDIA_TYPE = "application/";

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    private ClientAssertion(SignedJWT jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    /** Empty for what cannot be an assertion of any client: another form, another issuer than subject, no expiry, no id. */
    static Optional<ClientAssertion> parse(String text) {
        return StrictJws.parse(text, StrictJws.ALGORITHMS)
                .filter(ClientAssertion::hasType)
                .flatMap(ClientAssertion::of);
    }

    private static Optional<ClientAssertion> of(SignedJWT jwt) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            // The SDK demands iss, sub, aud and exp.
            JWTAuthenticationClaimsSet read = JWTAuthenticationClaimsSet.parse(claims);
            boolean complete = claims.getIssuer().equals(read.getClientID().getValue())
                    && claims.getJWTID() != null
                    && StrictJws.isJti(claims.getJWTID());
            return complete ? Optional.of(new ClientAssertion(jwt, claims)) : Optional.empty();
        } catch (java.text.ParseException | ParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean hasType(SignedJWT jwt) {
        if (jwt.getHeader().getType() == null) {
            return true;
        }
        String type = jwt.getHeader().getType().getType().toLowerCase(java.util.Locale.ROOT);
        return JWT_TYPES.contains(type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type);
    }

    /** Who it says it is of: {@code iss} and {@code sub}. */
    public String clientId() {
        return claims.getSubject();
    }

    /** To be verified. */
    public SignedJWT jwt() {
        return jwt;
    }

    /** What it says, once it is verified. Has {@code iss}, {@code sub}, {@code aud}, {@code exp} and {@code jti}. */
    public JWTClaimsSet claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "[assertion]";
    }
}
