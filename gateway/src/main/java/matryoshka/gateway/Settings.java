package matryoshka.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.resource.DecryptionKeys;
import matryoshka.resource.StatusPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway is configured with. The string form shows no secret.
 *
 * @param services audiences of the services that it guards, by their names in the graph
 */
record Settings(
        Issuer issuer, Map<String, String> services, Proxies proxies, TokenApi tokenApi, Bounds bounds, Audit audit) {

    Settings {
        services = Map.copyOf(services);
    }

    /**
     * Whose tokens are accepted.
     *
     * @param url the {@code iss} of its tokens
     * @param address where it is reached, usually the same
     * @param clientId of the gateway; null if it uses embedded tokens only
     * @param stale what happens to stale tokens
     * @param decryptionKeys that confidential tokens are encrypted to; null for none
     */
    record Issuer(
            URI url,
            URI address,
            @Nullable String clientId,
            @Nullable Secret clientSecret,
            StatusPolicy.Stale stale,
            @Nullable DecryptionKeys decryptionKeys) {}

    /**
     * For proxies.
     *
     * @param trusted whose word about requests is believed
     * @param forwarded how they describe the request of the client
     * @param directions where they say what they want
     */
    record Proxies(Listener listener, List<AddressRange> trusted, Forwarded forwarded, Directions directions) {
        Proxies {
            trusted = List.copyOf(trusted);
        }
    }

    /** How proxies describe the client's request. */
    enum Forwarded {
        /** {@code X-Forwarded-Method}, {@code -Proto}, {@code -Host} and {@code -Uri}: Caddy, Traefik, and our examples. */
        X_FORWARDED,
        /** {@code X-Original-Method} and {@code X-Original-URL}: ingress-nginx. */
        X_ORIGINAL,
        /** The request itself, below {@code /forward-auth}: Envoy. */
        ENVOY
    }

    /** Where a proxy says which service it guards, and which token it needs. */
    enum Directions {
        /** In the query of the address that it is configured with. */
        QUERY,
        /** In headers, which it must overwrite. */
        HEADERS
    }

    /**
     * For services on the same machine.
     *
     * @param secret what they must send; null if whoever connects is trusted
     */
    record TokenApi(Listener listener, @Nullable Secret secret) {}

    /**
     * What one gateway holds at most.
     *
     * @param headerBytes of one request, and of one answer
     * @param timeout of a request to the issuer
     */
    record Bounds(int headerBytes, int connections, int threads, Duration timeout) {}

    /** Which requests are written to the log. */
    enum Audit {
        ALL,
        REFUSALS
    }

    /** Text that is never shown. */
    record Secret(String value) {
        @Override
        public String toString() {
            return "secret";
        }
    }
}
