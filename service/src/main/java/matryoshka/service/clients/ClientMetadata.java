package matryoshka.service.clients;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * What is registered about a client, in the terms of RFC 7591 §2 and ours.
 *
 * @param name for people, or null
 * @param scopes what it may ask for; one that the graph has lost lies dormant
 * @param grantTypes the grants it may use
 * @param authentication the one method by which it authenticates
 * @param jwks its public keys as JSON text of a JWK set (RFC 7517), or null
 * @param tokenFormat the form in which it gets its tokens
 * @param claims custom claims of its tokens
 * @param properties facts about it for conditions and people; in no token
 * @param disabled whether it is shut out, its registration kept
 * @param possession which keys and certificates it proves to have
 */
public record ClientMetadata(
        @Nullable String name,
        SortedSet<String> scopes,
        SortedSet<String> grantTypes,
        AuthenticationMethod authentication,
        @Nullable String jwks,
        String tokenFormat,
        SortedMap<String, Object> claims,
        SortedMap<String, Object> properties,
        boolean disabled,
        Possession possession) {
    /** The {@link #tokenFormat} of those who get the token itself. */
    public static final String JWT = "jwt";

    public static final String CLIENT_CREDENTIALS = "client_credentials";
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** What is registered where a registration says nothing. */
    public static final ClientMetadata DEFAULT = new ClientMetadata(
            null,
            Sorted.set(Set.of()),
            Sorted.set(Set.of(CLIENT_CREDENTIALS)),
            AuthenticationMethod.CLIENT_SECRET_BASIC,
            null,
            JWT,
            Sorted.map(Map.of()),
            Sorted.map(Map.of()),
            false);

    /** Of a client that proves nothing but who it is. */
    public ClientMetadata(
            @Nullable String name,
            SortedSet<String> scopes,
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
                Possession.NONE);
    }

    public ClientMetadata {
        scopes = Sorted.set(scopes);
        grantTypes = Sorted.set(grantTypes);
        claims = ClaimValues.immutable(claims);
        properties = ClaimValues.immutable(properties);
    }
}
