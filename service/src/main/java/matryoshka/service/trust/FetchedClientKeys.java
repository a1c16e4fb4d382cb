package matryoshka.service.trust;

import java.net.URI;
import java.util.Optional;
import matryoshka.service.clients.authentication.ClientKeysByUrl;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.StrictJws;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/** Fetches the keys of clients as those of trusted issuers are fetched, within the same bounds. */
public final class FetchedClientKeys implements ClientKeysByUrl {
    private final IssuerKeys keys;

    public FetchedClientKeys(IssuerKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean haveSigned(String clientId, URI jwksUri, StrictJws jwt) {
        Optional<VerificationAlgorithm> algorithm =
                VerificationAlgorithm.named(jwt.header().getAlgorithm().getName());
        if (algorithm.isEmpty()) {
            return false;
        }
        KeySource source = KeySource.ofClient(clientId, jwksUri);
        @Nullable String kid = jwt.header().getKeyID();
        KeyLookup lookup = keys.find(source, kid, algorithm.get());
        if (lookup instanceof KeyLookup.Unavailable unavailable) {
            throw OAuthErrorException.unavailable(
                    "The keys of this client cannot be fetched at the moment.", unavailable.retryAfter());
        }
        return lookup instanceof KeyLookup.Found found
                && (jwt.isSignedBy(found.key()) || isSignedByReplaced(source, kid, algorithm.get(), found.key(), jwt));
    }

    private boolean isSignedByReplaced(
            KeySource source,
            @Nullable String kid,
            VerificationAlgorithm algorithm,
            JwsPublicKey tried,
            StrictJws jwt) {
        return keys.findReplaced(source, kid, algorithm, tried)
                .filter(jwt::isSignedBy)
                .isPresent();
    }
}
