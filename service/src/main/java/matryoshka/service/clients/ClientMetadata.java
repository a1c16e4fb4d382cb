package matryoshka.service.clients;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * A client's registration, in the terms of RFC 7591 §2 and of this issuer.
 *
 * @param name for people, or null
 * @param scopes the scopes it may request; one that the graph no longer has is dormant
 * @param grantTypes the grants it may use
 * @param authentication the one method with which it authenticates
 * @param jwks its public keys as JSON text of a JWK set (RFC 7517), or null
 * @param tokenFormat the form in which it gets its tokens
 * @param claims custom claims of its tokens
 * @param properties facts about it for conditions and people; in no token
 * @param disabled whether it is locked out while its registration is kept
 * @param possession which keys and certificates it must prove possession of
 * @param jwksUri where its public keys are fetched from, instead of {@link #jwks}, or null
 */
public record ClientMetadata(
        @Nullable String name,
        Scopes scopes,
        SortedSet<String> grantTypes,
        AuthenticationMethod authentication,
        @Nullable String jwks,
        String tokenFormat,
        SortedMap<String, Object> claims,
        SortedMap<String, Object> properties,
        boolean disabled,
        Possession possession,
        @Nullable URI jwksUri) {
    /** The {@link #tokenFormat} in which the client gets the token itself. */
    public static final String JWT = "jwt";
    /** The {@link #tokenFormat} in which the client gets an opaque handle of the token. */
    public static final String PHANTOM = "phantom";
    /** The {@link #tokenFormat} in which the client gets the signature of the token. */
    public static final String SPLIT = "split";

    public static final String CLIENT_CREDENTIALS = "client_credentials";
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** The defaults for members that a registration omits. */
    public static final ClientMetadata DEFAULT = new ClientMetadata(
            null,
            Scopes.NONE,
            Sorted.set(Set.of(CLIENT_CREDENTIALS)),
            AuthenticationMethod.CLIENT_SECRET_BASIC,
            null,
            JWT,
            Sorted.map(Map.of()),
            Sorted.map(Map.of()),
            false);

    /** Creates the metadata of a client without sender constraints. */
    public ClientMetadata(
            @Nullable String name,
            Scopes scopes,
            SortedSet<String> grantTypes,
            AuthenticationMethod authentication,
            @Nullable String jwks,
            String tokenFormat,
            SortedMap<String, Object> claims,
            SortedMap<String, Object> properties,
            boolean disabled) {
        this(
                name,
                scopes,
                grantTypes,
                authentication,
                jwks,
                tokenFormat,
                claims,
                properties,
                disabled,
                Possession.NONE,
                null);
    }

    public ClientMetadata {
        grantTypes = Sorted.set(grantTypes);
        claims = ClaimValues.immutable(claims);
        properties = ClaimValues.immutable(properties);
    }
}
