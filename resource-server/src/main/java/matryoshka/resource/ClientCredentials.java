package matryoshka.resource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How this service authenticates itself at the issuer's endpoints (RFC 6749 §2.3). The string form shows no secret. */
public abstract class ClientCredentials {
    private final String clientId;

    ClientCredentials(String clientId) {
        this.clientId = clientId;
    }

    /** Authenticates by a secret, in the header {@code Authorization} ({@code client_secret_basic}). */
    public static ClientCredentials secret(String clientId, String secret) {
        return new Secret(clientId, secret);
    }

    /** Returns the client's id: the service's name, or that of a presenter. */
    public String clientId() {
        return clientId;
    }

    /** Adds to the headers and form parameters of a request what authenticates it. */
    abstract void authenticate(Map<String, String> headers, Map<String, String> form);

    @Override
    public String toString() {
        return "credentials of " + clientId;
    }

    private static final class Secret extends ClientCredentials {
        private final String authorization;

        Secret(String clientId, String secret) {
            super(clientId);
            // RFC 6749 §2.3.1: both are form-encoded first.
            String pair = encoded(clientId) + ':' + encoded(secret);
            authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        void authenticate(Map<String, String> headers, Map<String, String> form) {
            headers.put("Authorization", authorization);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
