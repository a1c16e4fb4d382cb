package matryoshka.service.trust;

import java.time.Instant;
import java.util.SortedMap;
import matryoshka.graph.ClaimValues;
import matryoshka.token.IdentityClaims;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a verified token of a trusted issuer. Its string form shows nothing about the user.
 *
 * @param subject for {@code sub}: the issuer's prefix, a colon, and the issuer's name for the user; no client has such an id
 * @param claims custom claims by their names here, as {@link ClaimValues} holds them
 * @param identity how the user authenticated
 * @param expiresAt when the token expires; after that, no chain may begin with it
 * @param jti of the token, or null
 */
public record ExternalSubject(
        String subject,
        SortedMap<String, Object> claims,
        IdentityClaims identity,
        Instant expiresAt,
        @Nullable String jti)
        implements ExternalVerification {

    public ExternalSubject {
        claims = ClaimValues.immutable(claims);
    }

    @Override
    public String toString() {
        return "subject of an external token";
    }
}
