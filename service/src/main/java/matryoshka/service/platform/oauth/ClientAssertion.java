package matryoshka.service.platform.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT with which a client authenticates (RFC 7523 §2.2, §3), as presented: its form has been checked, its signature and times have not.
 * Its string form does not show it.
 */
public final class ClientAssertion {
    /** RFC 7523 §2.2. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Accepted values of the header {@code typ} if present: never that of this issuer's tokens or of a DPoP proof (RFC 8725 §3.11). */
    private static final Set<String> JWT_TYPES = Set.of("jwt", "client-authentication+jwt");

    private static final String MEDIA_TYPE = "application/";

    private final StrictJws jwt;
    private final JWTClaimsSet claims;

    private ClientAssertion(StrictJws jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    /**
     * Parses an assertion. Returns empty if it cannot be an assertion of any client: wrong form, issuer and subject differ, no expiry, or
     * no id.
     */
    static Optional<ClientAssertion> parse(String text) {
        return StrictJws.parse(text).filter(ClientAssertion::hasType).flatMap(ClientAssertion::of);
    }

    private static Optional<ClientAssertion> of(StrictJws jwt) {
        try {
            JWTClaimsSet claims = jwt.claims();
            // The SDK requires iss, sub, aud and exp.
            JWTAuthenticationClaimsSet read = JWTAuthenticationClaimsSet.parse(claims);
            boolean complete = claims.getIssuer().equals(read.getClientID().getValue())
                    && claims.getJWTID() != null
                    && StrictJws.isJti(claims.getJWTID());
            return complete ? Optional.of(new ClientAssertion(jwt, claims)) : Optional.empty();
        } catch (java.text.ParseException | ParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean hasType(StrictJws jwt) {
        if (jwt.header().getType() == null) {
            return true;
        }
        String type = jwt.header().getType().getType().toLowerCase(java.util.Locale.ROOT);
        return JWT_TYPES.contains(type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type);
    }

    /** Returns the client that the assertion names in {@code iss} and {@code sub}. */
    public String clientId() {
        return claims.getSubject();
    }

    /** Returns the JWT, for verification. */
    public StrictJws jwt() {
        return jwt;
    }

    /** Returns the claims, to be used after verification. Has {@code iss}, {@code sub}, {@code aud}, {@code exp} and {@code jti}. */
    public JWTClaimsSet claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "[assertion]";
    }
}
