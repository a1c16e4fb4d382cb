package matryoshka.resource;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** How this service authenticates itself at the issuer's endpoints (RFC 6749 §2.3). The string form shows no secret. */
public abstract class ClientCredentials {
    private final String clientId;

    private ClientCredentials(String clientId) {
        this.clientId = clientId;
    }

    /** Authenticates by a secret, in the header {@code Authorization} ({@code client_secret_basic}). */
    public static ClientCredentials secret(String clientId, String secret) {
        return secret(clientId, () -> secret);
    }

    /**
     * Authenticates by a secret that can change.
     *
     * @param secret is asked at each request, so it should answer from memory
     */
    public static ClientCredentials secret(String clientId, Supplier<String> secret) {
        return new Secret(clientId, secret);
    }

    /**
     * Authenticates by JWTs that a key signs ({@code private_key_jwt}, RFC 7523, RFC 10070).
     *
     * @param key private: EC on P-256, Ed25519, or RSA; its {@code kid} is sent if it has one
     * @throws IllegalArgumentException for any other key
     */
    public static ClientCredentials privateKey(String clientId, JWK key) {
        return new Assertion(clientId, key);
    }

    /** Authenticates by the TLS certificate of the {@linkplain ResourceServerBuilder#httpClient HTTP client} (RFC 8705 §2). */
    public static ClientCredentials certificate(String clientId) {
        return new Certificate(clientId);
    }

    /** Returns the client's id: the service's name, or that of a presenter. */
    public String clientId() {
        return clientId;
    }

    /**
     * Adds to the headers and form parameters of a request what authenticates it.
     *
     * @param issuer the {@code iss} of the issuer that it goes to
     */
    abstract void authenticate(String issuer, Instant now, Map<String, String> headers, Map<String, String> form);

    @Override
    public String toString() {
        return "credentials of " + clientId;
    }

    private static final class Secret extends ClientCredentials {
        private final Supplier<String> secret;

        Secret(String clientId, Supplier<String> secret) {
            super(clientId);
            this.secret = secret;
        }

        @Override
        void authenticate(String issuer, Instant now, Map<String, String> headers, Map<String, String> form) {
            // RFC 6749 §2.3.1: both are form-encoded first.
            String pair = encoded(clientId()) + ':' + encoded(secret.get());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private static final class Assertion extends ClientCredentials {
        private static final Duration LIFETIME = Duration.ofMinutes(1);

        private final OwnKey key;

        Assertion(String clientId, JWK jwk) {
            super(clientId);
            this.key = new OwnKey(jwk);
        }

        @Override
        void authenticate(String issuer, Instant now, Map<String, String> headers, Map<String, String> form) {
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .issuer(clientId())
                    .subject(clientId())
                    .audience(issuer)
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(LIFETIME)))
                    .build();
            form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            form.put(
                    "client_assertion",
                    key.sign(
                            key.header()
                                    .type(new JOSEObjectType("client-authentication+jwt"))
                                    .keyID(key.publicJwk().getKeyID())
                                    .build(),
                            claims));
        }
    }

    private static final class Certificate extends ClientCredentials {
        Certificate(String clientId) {
            super(clientId);
        }

        @Override
        void authenticate(String issuer, Instant now, Map<String, String> headers, Map<String, String> form) {
            form.put("client_id", clientId());
        }
    }
}
