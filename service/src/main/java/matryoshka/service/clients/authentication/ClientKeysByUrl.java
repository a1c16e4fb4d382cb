package matryoshka.service.clients.authentication;

import java.net.URI;
import matryoshka.service.platform.oauth.StrictJws;

/** The keys that clients publish at their {@code jwks_uri}. */
@FunctionalInterface
public interface ClientKeysByUrl {
    /**
     * Returns whether one of the keys signed this JWT: the named key or, if none is named, the only one. May fetch the keys.
     *
     * @param clientId whose keys they are
     * @throws matryoshka.service.platform.oauth.OAuthErrorException {@code temporarily_unavailable} if the keys cannot be fetched at the moment
     */
    boolean haveSigned(String clientId, URI jwksUri, StrictJws jwt);
}
