package matryoshka.resource;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.StatusSummaryVerifier;
import matryoshka.token.TokenVerifier;
import org.jspecify.annotations.Nullable;

/** Puts a {@link ResourceServer} together. */
final class Wiring {
    private static final int BREAKER_CALLS = 20;
    private static final int MIN_BREAKER_CALLS = 10;
    private static final Duration BREAKER_PAUSE = Duration.ofSeconds(5);

    private final ResourceServerBuilder settings;
    private final String audience;
    private final @Nullable String service;
    private final Fetcher fetcher;
    private final SignatureProvider provider = SignatureProvider.fastest(new SecureRandom());
    private final Observer observer;

    Wiring(ResourceServerBuilder settings, String audience) {
        this.settings = settings;
        this.audience = audience;
        this.service = settings.service == null && settings.credentials != null
                ? settings.credentials.clientId()
                : settings.service;
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
        VerifyPresented verify = new VerifyPresented(
                issuers, audience, settings.maxTokenLength, proofs, new AssessStanding(settings.statusPolicy));
        Background background = new Background(issuers.size());
        issuers.forEach(issuer -> issuer.start(background));
        return new ResourceServer(issuers, verify, observer, background);
    }

    private TrustedIssuer issuer(String name, URI address) {
        IssuerKeys keys = new IssuerKeys(at(address, "/oauth2/jwks"), fetcher, settings.timeout);
        TokenVerifier verifier =
                new TokenVerifier(expected(name, settings.maxTokenLength), keys::key, provider, settings.clock);
        StatusFeed status = new StatusFeed(
                at(address, "/oauth2/status"),
                fetcher,
                new StatusSummaryVerifier(expected(name, StatusFeed.MAX_BYTES), keys::key, provider, settings.clock),
                settings.statusPolicy.useFor(),
                settings.clock);
        EgressFeed egress = egress(address);
        ExchangeCache exchanges = exchanges(address, verifier);
        NextHops nextHops = new NextHops(
                service == null ? audience : service,
                callees(egress),
                new PickEmbedded(service, new DecryptionKeys(settings.decryptionKeys)),
                exchanges,
                observer,
                settings.clock);
        return new TrustedIssuer(name, keys, verifier, status, egress, exchanges, nextHops);
    }

    private Expectations expected(String issuer, int maxLength) {
        return new Expectations(issuer, settings.leeway, maxLength);
    }

    private @Nullable EgressFeed egress(URI address) {
        if (settings.credentials == null || service == null) {
            return null;
        }
        String path = "/graph/services/" + URLEncoder.encode(service, StandardCharsets.UTF_8) + "/egress";
        return new EgressFeed(at(address, path), fetcher, new ClientCalls(fetcher, settings.credentials));
    }

    private KnownCallees callees(@Nullable EgressFeed egress) {
        return new KnownCallees(new Callees(settings.callees), egress);
    }

    private @Nullable ExchangeCache exchanges(URI address, TokenVerifier verifier) {
        if (settings.credentials == null) {
            return null;
        }
        ExchangeToken exchange = new ExchangeToken(
                at(address, "/oauth2/token"),
                fetcher,
                new ClientCalls(fetcher, settings.credentials),
                verifier,
                CircuitBreaker.of("matryoshka", breaker()),
                settings.maxExchanges);
        return new ExchangeCache(exchange::exchange, settings.exchangeCacheBytes, settings.clock, observer.counts());
    }

    /** Opens when half of the last calls have failed; then one call in a while finds out whether the issuer works again. */
    private CircuitBreakerConfig breaker() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(BREAKER_CALLS)
                .minimumNumberOfCalls(MIN_BREAKER_CALLS)
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(BREAKER_PAUSE)
                .waitDurationInOpenState(BREAKER_PAUSE)
                .clock(settings.clock)
                .build();
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
