package matryoshka.service.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import org.jspecify.annotations.Nullable;

/** Verifies signatures with the keys of an issuer, fetched over HTTP and cached. */
final class CachedKeys {
    private final JWSVerificationKeySelector<SecurityContext> selector;

    private CachedKeys(JWKSource<SecurityContext> source) {
        this.selector = new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, source);
    }

    /** Nimbus' own cache, which also fetches the keys when it meets an unknown one. */
    static CachedKeys nimbus(RunningIssuer issuer) throws Exception {
        return new CachedKeys(JWKSourceBuilder.<SecurityContext>create(
                        URI.create("http://localhost:" + issuer.port() + "/oauth2/jwks")
                                .toURL())
                .cache(Duration.ofSeconds(1).toMillis(), Duration.ofSeconds(5).toMillis())
                .refreshAheadCache(false)
                .rateLimited(false)
                .build());
    }

    /** A cache that fetches the keys when {@code max-age} has passed, and never before. */
    static CachedKeys strict(RunningIssuer issuer) {
        ByMaxAge cache = new ByMaxAge(issuer);
        return new CachedKeys((selecting, context) -> selecting.select(cache.keys()));
    }

    boolean verifies(String token) throws JOSEException, ParseException {
        SignedJWT jwt = SignedJWT.parse(token);
        List<Key> keys = selector.selectJWSKeys(jwt.getHeader(), null);
        return keys.size() == 1
                && jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), keys.get(0)));
    }

    private static final class ByMaxAge {
        private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");

        private final RunningIssuer issuer;
        private @Nullable JWKSet keys;
        private long fetchedAt;
        private Duration maxAge = Duration.ZERO;

        ByMaxAge(RunningIssuer issuer) {
            this.issuer = issuer;
        }

        JWKSet keys() {
            JWKSet known = keys;
            return known != null
                            && Duration.ofNanos(System.nanoTime() - fetchedAt).compareTo(maxAge) <= 0
                    ? known
                    : fetch();
        }

        private JWKSet fetch() {
            try {
                long asked = System.nanoTime();
                HttpResponse<String> answer = Answers.send(issuer.to("/oauth2/jwks"));
                Matcher age = MAX_AGE.matcher(
                        answer.headers().firstValue("Cache-Control").orElse(""));
                JWKSet fetched = JWKSet.parse(answer.body());
                keys = fetched;
                fetchedAt = asked;
                maxAge = age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : Duration.ZERO;
                return fetched;
            } catch (Exception failed) {
                throw new AssertionError("the keys could not be fetched", failed);
            }
        }
    }
}
