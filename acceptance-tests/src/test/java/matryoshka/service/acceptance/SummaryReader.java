package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.StatusSummary;
import matryoshka.token.StatusSummaryVerifier;
import matryoshka.token.TokenStanding;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.VerificationKey;
import matryoshka.token.VerifiedToken;

/** A resource server that knows the status summary and the public keys, and nothing else. */
record SummaryReader(RunningIssuer issuer, Function<String, Optional<VerificationKey>> keys) {
    private static final Expectations EXPECTED =
            new Expectations(RunningIssuer.URL, Duration.ofSeconds(60), 10_000_000);
    private static final SignatureProvider PROVIDER = SignatureProvider.jdk(new SecureRandom());

    static SummaryReader of(RunningIssuer issuer) throws Exception {
        Map<String, VerificationKey> keys = new HashMap<>();
        for (JWK jwk : JWKSet.parse(issuer.jwks()).getKeys()) {
            VerificationKey.of(jwk).ifPresent(key -> keys.put(jwk.getKeyID(), key));
        }
        return new SummaryReader(issuer, kid -> Optional.ofNullable(keys.get(kid)));
    }

    StatusSummary summary() throws Exception {
        HttpResponse<String> answer = send(issuer.to("/oauth2/status"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (StatusSummary)
                new StatusSummaryVerifier(EXPECTED, keys, PROVIDER, Clock.systemUTC()).verify(answer.body());
    }

    /** What the current summary says about a token. */
    TokenStanding standing(String token) throws Exception {
        return summary().standingOf(verified(token));
    }

    TokenStanding.Status status(String token) throws Exception {
        return standing(token).status();
    }

    VerifiedToken verified(String token) {
        return (VerifiedToken)
                new TokenVerifier(EXPECTED, keys, PROVIDER, Clock.systemUTC()).verify(new UnverifiedToken(token));
    }
}
