package matryoshka.resource;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.List;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenVerifier;
import org.jspecify.annotations.Nullable;

/** Puts a {@link ResourceServer} together. */
final class Wiring {
    private final ResourceServerBuilder settings;
    private final String audience;
    private final Fetcher fetcher;
    private final SignatureProvider provider = SignatureProvider.fastest(new SecureRandom());
    private final Observer observer;

    Wiring(ResourceServerBuilder settings, String audience) {
        this.settings = settings;
        this.audience = audience;
        this.fetcher = new Fetcher(client(settings), settings.timeout);
        this.observer = new Observer(new Counts(), settings.audit);
    }

    ResourceServer server() {
        List<TrustedIssuer> issuers = settings.issuers.entrySet().stream()
                .map(issuer -> issuer(issuer.getKey(), issuer.getValue()))
                .toList();
        DpopProofs proofs = new DpopProofs(
                new UsedProofs(settings.maxProofs, DpopProofs.WINDOW.multipliedBy(2), settings.clock),
                settings.nonceKey == null ? null : new ProofNonces(settings.nonceKey, settings.clock),
                settings.clock);
        return new ResourceServer(
                issuers, new VerifyPresented(issuers, audience, settings.maxTokenLength, proofs), observer);
    }

    private TrustedIssuer issuer(String name, URI address) {
        IssuerKeys keys = new IssuerKeys(at(address, "/oauth2/jwks"), fetcher, settings.timeout);
        TokenVerifier verifier = new TokenVerifier(
                new Expectations(name, settings.leeway, settings.maxTokenLength), keys::key, provider, settings.clock);
        String service = service();
        Callees configured = new Callees(settings.callees);
        NextHops nextHops = new NextHops(
                service == null ? audience : service,
                () -> configured,
                new PickEmbedded(service, new DecryptionKeys(settings.decryptionKeys)),
                observer,
                settings.clock);
        return new TrustedIssuer(name, keys, verifier, nextHops);
    }

    private @Nullable String service() {
        return settings.service == null && settings.credentials != null
                ? settings.credentials.clientId()
                : settings.service;
    }

    private static URI at(URI address, String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static HttpClient client(ResourceServerBuilder settings) {
        return settings.client == null
                ? HttpClient.newBuilder()
                        .connectTimeout(settings.timeout)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                : settings.client;
    }
}
