package matryoshka.resource;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.token.ClaimNames;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.Verification;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** Exchanges tokens at the issuer's token endpoint (RFC 8693 §2). Thread-safe. */
final class ExchangeToken {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final int MAX_BYTES = 256 * 1024;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final URI endpoint;
    /** As the issuer names it, whatever its address is: what proofs are made for. */
    private final URI publicEndpoint;

    private final Fetcher fetcher;
    private final ClientCalls calls;
    private final TokenVerifier verifier;
    private final CircuitBreaker breaker;
    private final Semaphore places;
    private final @Nullable OwnProofs proofs;
    private volatile @Nullable String lastNonce;

    /**
     * Creates an exchange.
     *
     * @param maxConcurrent how many may be under way
     * @param proofs of this service's key, or null
     */
    ExchangeToken(
            URI address,
            String issuer,
            Fetcher fetcher,
            ClientCalls calls,
            TokenVerifier verifier,
            CircuitBreaker breaker,
            int maxConcurrent,
            @Nullable OwnProofs proofs) {
        this.endpoint = Addresses.token(address);
        this.publicEndpoint = Addresses.token(URI.create(issuer));
        this.fetcher = fetcher;
        this.calls = calls;
        this.verifier = verifier;
        this.breaker = breaker;
        this.places = new Semaphore(maxConcurrent);
        this.proofs = proofs;
    }

    /**
     * What is exchanged for what. The string form shows no token.
     *
     * @param isBound whether the subject token is bound to a key, so that the exchange needs a proof of one of ours
     * @param callee a service's name or audience; empty to renew the token
     * @param scopes separated by spaces; empty for all that there are
     */
    record Trade(String subjectToken, boolean isBound, String callee, String scopes, Map<String, String> parameters) {
        Map<String, String> form() {
            Map<String, String> form = new LinkedHashMap<>(parameters);
            form.put("grant_type", GRANT);
            form.put("subject_token", subjectToken);
            form.put("subject_token_type", ClaimNames.ACCESS_TOKEN_TYPE);
            if (!callee.isEmpty()) {
                form.put("audience", callee);
            }
            if (!scopes.isEmpty()) {
                form.put("scope", scopes);
            }
            return form;
        }

        @Override
        public String toString() {
            return "exchange for " + callee;
        }
    }

    /** Exchanges a token. The future fails with {@link NoTokenException}. */
    CompletableFuture<Exchanged> exchange(Trade trade) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(unavailable("Too many tokens are being exchanged."));
        }
        if (!breaker.tryAcquirePermission()) {
            places.release();
            return CompletableFuture.failedFuture(
                    unavailable("The issuer has failed too often, and is not asked for a moment."));
        }
        long begun = System.nanoTime();
        return sent(trade).handle((answer, failure) -> {
            places.release();
            record(answer, failure, System.nanoTime() - begun);
            if (answer == null) {
                throw new CompletionException(unavailable("The issuer does not answer."));
            }
            return read(answer);
        });
    }

    private CompletableFuture<Fetcher.Answer> sent(Trade trade) {
        try {
            return send(trade).thenCompose(answer -> {
                Optional<String> nonce = answer.headers().firstValue("DPoP-Nonce");
                nonce.ifPresent(next -> lastNonce = next);
                boolean onlyLacksNonce = answer.status() == BAD_REQUEST
                        && "use_dpop_nonce".equals(parse(answer.body()).get("error"));
                return onlyLacksNonce && nonce.isPresent() ? send(trade) : CompletableFuture.completedFuture(answer);
            });
        } catch (RuntimeException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }

    private CompletableFuture<Fetcher.Answer> send(Trade trade) {
        HttpRequest.Builder request = calls.post(endpoint, trade.form());
        if (trade.isBound() && proofs != null) {
            request.setHeader("DPoP", proofs.proof("POST", publicEndpoint, null, lastNonce));
        }
        return fetcher.send(request.build(), MAX_BYTES);
    }

    /** Only the issuer's own failures count: a refusal shows that it works. */
    private void record(Fetcher.@Nullable Answer answer, @Nullable Throwable failure, long nanos) {
        if (answer != null && answer.status() < SERVER_ERROR && answer.status() != TOO_MANY) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure == null ? new IllegalStateException() : failure);
        }
    }

    private Exchanged read(Fetcher.Answer answer) {
        if (answer.status() >= SERVER_ERROR || answer.status() == TOO_MANY) {
            throw new CompletionException(unavailable("The issuer answered with status " + answer.status() + '.'));
        }
        Map<String, Object> json = parse(answer.body());
        if (answer.status() != OK) {
            throw new CompletionException(refusal(json));
        }
        String compact = json.get("access_token") instanceof String token ? token : "";
        if (verified(compact) instanceof VerifiedToken token) {
            return new Exchanged(compact, token);
        }
        throw new CompletionException(
                new NoTokenException(Reason.REFUSED, "The issuer answered with something that is no valid token."));
    }

    private Verification verified(String compact) {
        try {
            return verifier.verify(new UnverifiedToken(compact));
        } catch (RefusedException noKeys) {
            throw new CompletionException(unavailable(noKeys.description()));
        }
    }

    private static NoTokenException refusal(Map<String, Object> json) {
        String error = String.valueOf(json.get("error"));
        Reason reason = switch (error) {
            case "invalid_target" -> Reason.NO_DEPENDENCY;
            case "invalid_scope" -> Reason.SCOPE_NOT_GRANTED;
            default -> Reason.REFUSED;
        };
        String description = json.get("error_description") instanceof String text ? ": " + text : "";
        return new NoTokenException(reason, "The issuer refuses the exchange: " + error + description);
    }

    private static Map<String, Object> parse(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException malformed) {
            return Map.of();
        }
    }

    private static NoTokenException unavailable(String sentence) {
        return new NoTokenException(Reason.ISSUER_UNAVAILABLE, sentence);
    }
}
