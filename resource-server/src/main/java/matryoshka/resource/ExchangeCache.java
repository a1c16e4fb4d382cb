package matryoshka.resource;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import matryoshka.resource.ExchangeToken.Trade;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Keeps exchanged tokens until shortly before they expire, so that a token is exchanged once however often it is presented. Weighed in
 * bytes. Requests for the same token wait for one exchange. A refusal is kept for a second only, and apart, so that it displaces no token.
 * Thread-safe.
 */
final class ExchangeCache {
    /** A token that expires sooner than this would expire on its way. */
    static final Duration MIN_REMAINING = Duration.ofSeconds(5);

    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);
    private static final int MAX_REFUSALS = 1_000;

    private final Function<Trade, CompletableFuture<Exchanged>> exchange;
    private final Cache<String, Exchanged> tokens;
    /** As many as there are requests that wait. */
    private final Map<String, CompletableFuture<Exchanged>> underWay = new ConcurrentHashMap<>();

    private final Cache<String, NoTokenException> refusals;
    private final Counts counts;

    ExchangeCache(Function<Trade, CompletableFuture<Exchanged>> exchange, long maxBytes, Clock clock, Counts counts) {
        this.exchange = exchange;
        this.counts = counts;
        this.tokens = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String key, Exchanged token) -> token.weight())
                .expireAfter(Expiry.creating((String key, Exchanged token) -> Duration.between(
                        clock.instant(), token.token().expiresAt().minus(MIN_REMAINING))))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
        this.refusals = Caffeine.newBuilder()
                .maximumSize(MAX_REFUSALS)
                .expireAfterWrite(REFUSED_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** @throws NoTokenException if the issuer gives no token */
    Exchanged token(Trade trade) {
        String key = key(trade);
        Exchanged known = tokens.getIfPresent(key);
        if (known != null) {
            counts.add(Count.CACHE_HITS);
            return known;
        }
        NoTokenException refused = refusals.getIfPresent(key);
        if (refused != null) {
            throw new NoTokenException(refused.reason(), String.valueOf(refused.getMessage()));
        }
        CompletableFuture<Exchanged> mine = new CompletableFuture<>();
        CompletableFuture<Exchanged> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return await(other);
        }
        // An exchange can have ended since the first look: its token is kept before it is no longer under way.
        Exchanged since = tokens.getIfPresent(key);
        if (since == null) {
            begin(key, trade, mine);
        } else {
            counts.add(Count.CACHE_HITS);
            underWay.remove(key);
            mine.complete(since);
        }
        return await(mine);
    }

    private void begin(String key, Trade trade, CompletableFuture<Exchanged> mine) {
        counts.add(Count.EXCHANGES);
        var unused = exchange.apply(trade).whenComplete((token, failure) -> {
            try {
                keep(key, token, failure);
            } finally {
                // Whatever happens, nobody may be left waiting.
                underWay.remove(key);
                if (token != null) {
                    mine.complete(token);
                } else {
                    mine.completeExceptionally(cause(failure));
                }
            }
        });
    }

    private void keep(String key, @Nullable Exchanged token, @Nullable Throwable failure) {
        if (token != null) {
            tokens.put(key, token);
        } else if (failure != null
                && cause(failure) instanceof NoTokenException missing
                && missing.reason() != Reason.ISSUER_UNAVAILABLE) {
            refusals.put(key, missing);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Exchanged await(CompletableFuture<Exchanged> found) {
        try {
            return found.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoTokenException(Reason.ISSUER_UNAVAILABLE, "Interrupted while waiting for the issuer.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoTokenException missing) {
                // Each request gets a trace of its own.
                throw new NoTokenException(missing.reason(), String.valueOf(missing.getMessage()));
            }
            throw new IllegalStateException("an exchange failed", failed.getCause());
        }
    }

    /** Drops the tokens for which this holds. */
    void drop(Predicate<VerifiedToken> outdated) {
        tokens.asMap().values().removeIf(token -> outdated.test(token.token()));
    }

    /** A key does not contain the received token, only its digest, and has one length. No two trades have the same. */
    private static String key(Trade trade) {
        StringBuilder text = new StringBuilder(Digests.sha256(trade.subjectToken()));
        append(text, trade.callee());
        append(text, trade.scopes());
        trade.parameters().forEach((name, value) -> {
            append(text, name);
            append(text, value);
        });
        return Digests.sha256(text.toString());
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
