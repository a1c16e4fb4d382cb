package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PlayedProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Ed25519} and {@code EdDSA} are two names of one algorithm (RFC 9864 §2.2), in keys, headers and registrations. */
class NamesOfEd25519Test {
    @ParameterizedTest
    @CsvSource({
        ", EdDSA, , true",
        ", Ed25519, , true",
        "EdDSA, EdDSA, , true",
        "Ed25519, Ed25519, , true",
        "Ed25519, EdDSA, , true",
        "EdDSA, Ed25519, , true",
        "Ed448, Ed25519, , false",
        "ES256, Ed25519, , false",
        ", Ed25519, EdDSA, true",
        ", EdDSA, Ed25519, true",
        ", Ed25519, ES256, false"
    })
    void both_names_are_accepted_wherever_algorithms_are_named(
            String ofKey, String ofHeader, String registered, boolean good) throws Exception {
        ClientKey key = ClientKey.of("Ed25519");
        ObjectNode jwk = key.publicJwk();
        if (ofKey != null) {
            jwk.put("alg", ofKey);
        }
        PlayedClock clock = new PlayedClock();
        OutboundHttp http = new OutboundHttp(TestIssuers.DEVELOPMENT);
        http.start();
        try (PlayedProvider provider = PlayedProvider.start("https://provider.example")) {
            provider.publish("{\"keys\":[" + jwk + "]}");
            TrustRegistry trust = TestIssuers.registry("""
                    {'name': 'acme', 'issuer': 'https://provider.example', 'jwks_uri': '%s', 'audiences': ['us'], 'types': ['jwt'],
                     'clients': ['shop']%s}""".formatted(
                            provider.jwksUri(), registered == null ? "" : ", 'algorithms': ['" + registered + "']"));
            String token = key.signed(
                    Map.of("alg", ofHeader, "kid", "k", "typ", "JWT"),
                    Map.of(
                            "iss",
                            provider.issuer(),
                            "sub",
                            "u-1",
                            "aud",
                            "us",
                            "exp",
                            clock.instant().getEpochSecond() + 300));
            ExternalVerification verified = new VerifyExternalToken(
                            TestIssuers.OURS, () -> trust, new IssuerKeys(http, clock, Caches.memory()), clock)
                    .verify(token, SubjectTokenType.JWT.uri(), new SubjectPresenter("shop", Set.of()));

            assertThat(verified instanceof ExternalSubject)
                    .as(verified.toString())
                    .isEqualTo(good);
        } finally {
            http.stop();
        }
    }
}
