package matryoshka.resource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import matryoshka.token.StatusSummary;
import matryoshka.token.StatusSummaryVerifier;
import matryoshka.token.SummaryNames;
import matryoshka.token.SummaryVerification;
import matryoshka.token.TokenStanding;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** An issuer's status summary, fetched in the background. Thread-safe. */
final class StatusFeed {
    /** For some ten thousand entries. */
    static final int MAX_BYTES = 4 << 20;

    private static final Duration MIN_TTL = Duration.ofSeconds(1);
    private static final Duration MAX_TTL = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final URI address;
    private final Fetcher fetcher;
    private final StatusSummaryVerifier verifier;
    private final @Nullable Duration useFor;
    private final Clock clock;
    private final Outage outage;
    private volatile @Nullable Known known;
    private volatile @Nullable Known complete;

    private record Known(StatusSummary summary, String tag, Instant confirmedAt) {}

    /** @param useFor how long a summary is used without confirmation; null for as long as it says itself */
    StatusFeed(URI address, Fetcher fetcher, StatusSummaryVerifier verifier, @Nullable Duration useFor, Clock clock) {
        this.address = address;
        this.fetcher = fetcher;
        this.verifier = verifier;
        this.useFor = useFor;
        this.clock = clock;
        this.outage = new Outage("the status summary from " + address);
    }

    /**
     * Returns how a token stands. That it is revoked is known even if the summary is too old to say anything else. Where the last summary
     * is incomplete, as for a moment after each publish, the last complete one says what it does not.
     */
    TokenStanding standingOf(VerifiedToken token) {
        TokenStanding standing = standingIn(known, token);
        return standing.status() == TokenStanding.Status.UNKNOWN ? standingIn(complete, token) : standing;
    }

    private TokenStanding standingIn(@Nullable Known last, VerifiedToken token) {
        if (last == null) {
            return TokenStanding.UNKNOWN;
        }
        TokenStanding standing = last.summary().standingOf(token);
        return isUsable(last) || standing.status() == TokenStanding.Status.REVOKED ? standing : TokenStanding.UNKNOWN;
    }

    private boolean isUsable(Known last) {
        Instant until =
                useFor == null ? last.summary().expiresAt() : last.confirmedAt().plus(useFor);
        return clock.instant().isBefore(until);
    }

    /** Returns whether the last fetch succeeded. */
    boolean isCurrent() {
        return known != null && outage.isOver();
    }

    /**
     * Fetches the summary, and returns the time until it should be fetched again.
     *
     * @param whenChanged is given the summary before and the new one
     */
    Duration refresh(BiConsumer<StatusSummary, StatusSummary> whenChanged) {
        if (!fetch(whenChanged)) {
            return outage.pause();
        }
        Known last = known;
        Duration ttl = last == null ? MIN_TTL : last.summary().ttl();
        return ttl.compareTo(MIN_TTL) < 0 ? MIN_TTL : ttl.compareTo(MAX_TTL) > 0 ? MAX_TTL : ttl;
    }

    /** Fetches the summary, and returns whether the issuer has said how things are. */
    synchronized boolean fetch(BiConsumer<StatusSummary, StatusSummary> whenChanged) {
        Known last = known;
        HttpRequest.Builder request = fetcher.request(address).header("Accept", SummaryNames.MEDIA_TYPE);
        if (last != null && !last.tag().isEmpty()) {
            request.header("If-None-Match", last.tag());
        }
        try {
            Fetcher.Answer answer = fetcher.fetch(request.build(), MAX_BYTES);
            if (answer.status() == NOT_MODIFIED && last != null) {
                know(last.summary(), last.tag());
                outage.ended();
                return true;
            }
            return take(answer, last, whenChanged);
        } catch (IOException | RefusedException away) {
            outage.failed(String.valueOf(away.getMessage()));
            return false;
        }
    }

    private boolean take(
            Fetcher.Answer answer, @Nullable Known last, BiConsumer<StatusSummary, StatusSummary> whenChanged) {
        if (answer.status() != OK) {
            outage.failed("status " + answer.status());
            return false;
        }
        SummaryVerification verification = verifier.verify(answer.body().strip());
        if (verification instanceof SummaryVerification.Refused refused) {
            outage.failed(refused.flaw().sentence().replace("token", "summary"));
            return false;
        }
        StatusSummary summary = (StatusSummary) verification;
        outage.ended();
        if (last != null && summary.issuedAt().isBefore(last.summary().issuedAt())) {
            // From an instance that lags behind or has signed earlier, or replayed: it confirms nothing.
            return true;
        }
        know(summary, answer.headers().firstValue("ETag").orElse(""));
        whenChanged.accept(last == null ? summary : last.summary(), summary);
        return true;
    }

    private void know(StatusSummary summary, String tag) {
        Known now = new Known(summary, tag, clock.instant());
        if (summary.complete()) {
            complete = now;
        }
        known = now;
    }
}
