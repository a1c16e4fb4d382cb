package matryoshka.resource;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.http.HttpClient;
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
    private static final int THREADS_PER_ISSUER = 2;
    private static final int BREAKER_CALLS = 20;
    private static final int MIN_BREAKER_CALLS = 10;
    private static final Duration BREAKER_PAUSE = Duration.ofSeconds(5);

    private final ResourceServerBuilder settings;
    private final String audience;
    private final @Nullable String service;
    private final Fetcher fetcher;
    private final SecureRandom random = new SecureRandom();
    private final SignatureProvider provider = SignatureProvider.fastest(random);
    private final Observer observer;
    private final Background background;
    private final @Nullable OwnProofs proofs;

    Wiring(ResourceServerBuilder settings, String audience) {
        this.settings = settings;
        this.audience = audience;
        this.service = settings.service == null && settings.credentials != null
                ? settings.credentials.clientId()
                : settings.service;
        this.fetcher = new Fetcher(client(settings), settings.timeout);
        this.observer = new Observer(new Counts(), settings.audit);
        this.background = new Background(THREADS_PER_ISSUER * settings.issuers.size());
        this.proofs =
                settings.proofKey == null ? null : new OwnProofs(new OwnKey(settings.proofKey), random, settings.clock);
    }

    ResourceServer server() {
        List<TrustedIssuer> issuers = settings.issuers.entrySet().stream()
                .map(issuer -> issuer(issuer.getKey(), issuer.getValue()))
                .toList();
        DpopProofs proofs = new DpopProofs(
                new UsedProofs(settings.limits.proofs(), DpopProofs.WINDOW.multipliedBy(2), settings.clock),
                settings.nonceKey == null ? null : new ProofNonces(settings.nonceKey, settings.clock),
                settings.clock);
        VerifyPresented verify = new VerifyPresented(
                issuers, audience, settings.limits.tokenLength(), proofs, new AssessStanding(settings.statusPolicy));
        issuers.forEach(issuer -> issuer.start(background));
        return new ResourceServer(issuers, verify, observer, background);
    }

    private TrustedIssuer issuer(String name, URI address) {
        IssuerKeys keys = new IssuerKeys(Addresses.jwks(address), fetcher, settings.timeout, background.threads());
        TokenVerifier verifier =
                new TokenVerifier(expected(name, settings.limits.tokenLength()), keys::key, provider, settings.clock);
        StatusFeed status = new StatusFeed(
                Addresses.status(address),
                fetcher,
                new StatusSummaryVerifier(expected(name, StatusFeed.MAX_BYTES), keys::key, provider, settings.clock),
                settings.statusPolicy.useFor(),
                settings.clock);
        EgressFeed egress = egress(name, address);
        ExchangeCache exchanges = exchanges(name, address, verifier);
        NextHops nextHops = new NextHops(
                service == null ? audience : service,
                callees(egress),
                new PickEmbedded(service, settings.decryptions),
                exchanges,
                proofs,
                observer,
                settings.clock);
        return new TrustedIssuer(name, keys, verifier, status, egress, exchanges, nextHops);
    }

    private Expectations expected(String issuer, int maxLength) {
        return new Expectations(issuer, settings.leeway, maxLength);
    }

    private @Nullable EgressFeed egress(String issuer, URI address) {
        if (settings.credentials == null || service == null) {
            return null;
        }
        return new EgressFeed(
                Addresses.egress(address, service),
                fetcher,
                new ClientCalls(fetcher, settings.credentials, issuer, settings.clock));
    }

    private KnownCallees callees(@Nullable EgressFeed egress) {
        return new KnownCallees(new Callees(settings.callees), egress);
    }

    private @Nullable ExchangeCache exchanges(String issuer, URI address, TokenVerifier verifier) {
        if (settings.credentials == null) {
            return null;
        }
        ExchangeToken exchange = new ExchangeToken(
                address,
                issuer,
                fetcher,
                new ClientCalls(fetcher, settings.credentials, issuer, settings.clock),
                verifier,
                CircuitBreaker.of("matryoshka", breaker()),
                settings.limits.exchanges(),
                proofs);
        return new ExchangeCache(
                exchange::exchange, settings.limits.exchangeCacheBytes(), settings.clock, observer.counts());
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

    private static HttpClient client(ResourceServerBuilder settings) {
        return settings.client == null
                ? HttpClient.newBuilder()
                        .connectTimeout(settings.timeout)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                : settings.client;
    }
}
