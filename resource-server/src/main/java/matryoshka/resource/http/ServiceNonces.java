package matryoshka.resource.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.resource.NextHopToken;
import org.jspecify.annotations.Nullable;

/**
 * Presents tokens to services that demand nonces in DPoP proofs (RFC 9449 §9): remembers the last nonce of each service, and says when to
 * repeat a request with a new one. For adapters to HTTP clients; make one for each client. Thread-safe.
 */
public final class ServiceNonces {
    private static final int MAX_SERVICES = 100;
    private static final int MAX_CHARS = 1_024;
    private static final int UNAUTHORIZED = 401;

    private final Map<String, String> byAudience = new ConcurrentHashMap<>();

    /** Begins to present a token in one request. */
    public Presentation present(NextHopToken token, String method, URI uri) {
        return new Presentation(token, method, uri, byAudience.get(token.audience()), true);
    }

    private void remember(String audience, String nonce) {
        if (byAudience.size() >= MAX_SERVICES) {
            byAudience.clear();
        }
        byAudience.put(audience, nonce);
    }

    /** A token in one request. */
    public final class Presentation {
        private final NextHopToken token;
        private final String method;
        private final URI uri;
        private final @Nullable String nonce;
        private final boolean first;

        private Presentation(NextHopToken token, String method, URI uri, @Nullable String nonce, boolean first) {
            this.token = token;
            this.method = method;
            this.uri = uri;
            this.nonce = nonce;
            this.first = first;
        }

        /** Returns the headers of the request. Call it once. */
        public Map<String, String> headers() {
            return token.headers(method, uri, nonce);
        }

        /**
         * Takes note of the answer.
         *
         * @param newNonce its header {@code DPoP-Nonce}, or null
         * @return how to present the token again, if the service refused the request for its nonce; at most once
         */
        public Optional<Presentation> after(int status, @Nullable String newNonce) {
            if (!token.needsProof() || newNonce == null || newNonce.isEmpty() || newNonce.length() > MAX_CHARS) {
                return Optional.empty();
            }
            remember(token.audience(), newNonce);
            return first && status == UNAUTHORIZED && !newNonce.equals(nonce)
                    ? Optional.of(new Presentation(token, method, uri, newNonce, false))
                    : Optional.empty();
        }
    }
}
