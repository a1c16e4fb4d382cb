package matryoshka.resource;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link ResourceServer}. An issuer and the audience are required, everything else has a default. */
public final class ResourceServerBuilder {
    private static final int MAX_ISSUERS = 2;
    private static final int MIN_NONCE_KEY_BYTES = 16;

    final Map<String, URI> issuers = new LinkedHashMap<>();
    final List<Callee> callees = new ArrayList<>();
    final List<TokenDecryption> decryptions = new ArrayList<>();
    private @Nullable String audience;

    @Nullable
    String service;

    @Nullable
    ClientCredentials credentials;

    byte @Nullable [] nonceKey;
    Consumer<AuditEvent> audit = event -> {};
    Duration leeway = Duration.ofSeconds(10);
    Duration timeout = Duration.ofSeconds(3);
    Clock clock = Clock.systemUTC();

    @Nullable
    HttpClient client;

    @Nullable
    JWK proofKey;

    Limits limits = Limits.DEFAULT;
    StatusPolicy statusPolicy = StatusPolicy.DEFAULT;

    ResourceServerBuilder() {}

    /** Accepts tokens of this issuer, and reaches it at the same URL. During a migration there can be two issuers. */
    public ResourceServerBuilder issuer(URI issuer) {
        return issuer(issuer, issuer);
    }

    /**
     * Accepts tokens of this issuer, and reaches it at another URL, such as an internal one.
     *
     * @param issuer the {@code iss} of its tokens, exactly
     */
    public ResourceServerBuilder issuer(URI issuer, URI address) {
        if (TargetUrl.of(address).isEmpty()) {
            throw new IllegalArgumentException("not an HTTP URL: " + address);
        }
        issuers.put(issuer.toString(), address);
        return this;
    }

    /** Accepts tokens for this audience: the service's {@code audience} in the graph. */
    public ResourceServerBuilder audience(String own) {
        audience = own;
        return this;
    }

    /** Sets the service's name in the graph; needed only where it differs from the client id of the credentials, or without any. */
    public ResourceServerBuilder service(String name) {
        service = name;
        return this;
    }

    /** Authenticates this service at the issuer. Without credentials it can use embedded tokens only, and knows no hosts but those configured. */
    public ResourceServerBuilder credentials(ClientCredentials own) {
        credentials = own;
        return this;
    }

    /**
     * Adds a service that this one calls, in addition to those that the issuer lists.
     *
     * @param name in the graph
     * @param hosts where it is called, each {@code host[:port][/prefix]}
     */
    public ResourceServerBuilder callee(String name, String calleeAudience, String... hosts) {
        callees.add(new Callee(
                name,
                calleeAudience,
                Arrays.stream(hosts)
                        .map(host -> HostPrefix.parse(host)
                                .orElseThrow(() -> new IllegalArgumentException("not host[:port][/prefix]: " + host)))
                        .toList(),
                false));
        return this;
    }

    /**
     * Adds a private key that confidential tokens are encrypted to.
     *
     * @param key RSA, X25519, or EC on P-256, P-384 or P-521
     */
    public ResourceServerBuilder decryptionKey(JWK key) {
        return decryption(DecryptionKeys.of(List.of(key)));
    }

    /** Adds what decrypts confidential tokens: {@link DecryptionKeys} from a file, or your own. All that are added are tried in turn. */
    public ResourceServerBuilder decryption(TokenDecryption decryption) {
        decryptions.add(decryption);
        return this;
    }

    /**
     * Sets the key that DPoP proofs of this service are signed with: the {@code confirmation} key of the service in the graph, and the key
     * that tokens by exchange for bound ones are bound to.
     *
     * @param key private: EC on P-256, Ed25519, or RSA
     */
    public ResourceServerBuilder proofKey(JWK key) {
        proofKey = key;
        return this;
    }

    /**
     * Demands nonces in DPoP proofs (RFC 9449 §9).
     *
     * @param key at least 16 random bytes, the same at all instances of this service
     */
    public ResourceServerBuilder proofNonces(byte[] key) {
        if (key.length < MIN_NONCE_KEY_BYTES) {
            throw new IllegalArgumentException("a key of nonces has at least 16 bytes");
        }
        nonceKey = key.clone();
        return this;
    }

    /** Tells of every verification and every token for another service, on the thread of the request, which fails if this throws. */
    public ResourceServerBuilder audit(Consumer<AuditEvent> hook) {
        audit = hook;
        return this;
    }

    /** Sets how far the clocks of issuer and service may differ: 0 to 60 s, by default 10 s. */
    public ResourceServerBuilder leeway(Duration time) {
        leeway = time;
        return this;
    }

    /** Sets how long a request to the issuer may take as a whole, by default 3 s. */
    public ResourceServerBuilder timeout(Duration time) {
        timeout = time;
        return this;
    }

    /** Sets what to do with stale tokens, and when the issuer's status summary cannot be fetched. */
    public ResourceServerBuilder status(StatusPolicy policy) {
        statusPolicy = policy;
        return this;
    }

    /** Sets how much of everything there can be. */
    public ResourceServerBuilder limits(Limits bounds) {
        limits = bounds;
        return this;
    }

    /** Sends requests to the issuer by this client, for example for its TLS settings. It must not follow redirects. */
    public ResourceServerBuilder httpClient(HttpClient toIssuer) {
        if (toIssuer.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects could send credentials elsewhere");
        }
        client = toIssuer;
        return this;
    }

    /** Sets the clock, for tests. */
    public ResourceServerBuilder clock(Clock time) {
        clock = time;
        return this;
    }

    /**
     * Makes the resource server. Does not wait for the issuer.
     *
     * @throws IllegalStateException if something is missing
     */
    public ResourceServer build() {
        if (issuers.isEmpty() || issuers.size() > MAX_ISSUERS || audience == null) {
            throw new IllegalStateException("A resource server needs one or two issuers, and its audience.");
        }
        if (statusPolicy.stale() == StatusPolicy.Stale.RENEW && credentials == null) {
            throw new IllegalStateException("Stale tokens cannot be renewed without credentials.");
        }
        return new Wiring(this, audience).server();
    }
}
