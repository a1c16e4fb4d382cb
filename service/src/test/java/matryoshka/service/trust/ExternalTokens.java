package matryoshka.service.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PlayedProvider;

/** Tokens of a provider whose keys are registered, and their verification. */
final class ExternalTokens implements AutoCloseable {
    /** The header of most tokens. */
    static final Map<String, Object> PLAIN = Map.of("typ", "JWT");

    final PlayedProvider provider = PlayedProvider.start("https://provider.example/");
    private final PlayedClock clock = new PlayedClock();
    private TrustRegistry trust = TrustRegistry.EMPTY;

    ExternalTokens() {
        trust("['jwt', 'id_token', 'access_token']", "");
    }

    /** In seconds since 1970. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /**
     * Registers the provider, with the keys that it has now.
     *
     * @param types in JSON
     * @param more members, with a comma before them
     */
    void trust(String types, String more) {
        trust = TestIssuers.registry("""
                {'name': 'acme', 'issuer': 'https://provider.example/', 'jwks': %s, 'audiences': ['us', 'us-too'],
                 'types': %s, 'clients': ['shop']%s}""".formatted(provider.jwks(), types, more));
    }

    Map<String, Object> claims(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(
                Map.of("iss", provider.issuer(), "sub", "alice", "aud", "us", "iat", now(), "exp", now() + 300));
        claims.putAll(changes);
        return claims;
    }

    String token(Map<String, Object> header, Map<String, Object> changes) {
        return provider.sign(header, claims(changes));
    }

    /** @param type the last word of the {@code subject_token_type} */
    ExternalVerification verify(String token, String type) {
        return verify(token, type, "shop");
    }

    ExternalVerification verify(String token, String type, String client) {
        return verify(token, type, new SubjectPresenter(client, Set.of()));
    }

    ExternalVerification verify(String token, String type, SubjectPresenter presenter) {
        IssuerKeys keys = new IssuerKeys(new OutboundHttp(TestIssuers.DEVELOPMENT), clock, Caches.memory());
        return new VerifyExternalToken(TestIssuers.OURS, () -> trust, keys, clock)
                .verify(token, "urn:ietf:params:oauth:token-type:" + type, presenter);
    }

    static ExternalVerification.Refused refused(ExternalTokenError flaw) {
        return new ExternalVerification.Refused(flaw);
    }

    @Override
    public void close() {
        provider.close();
    }
}
