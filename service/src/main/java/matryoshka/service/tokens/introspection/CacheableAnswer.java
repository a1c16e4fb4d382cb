package matryoshka.service.tokens.introspection;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Says how long a gateway may keep what a handle stands for. All other answers are not cached. */
public final class CacheableAnswer {
    private final Duration maxAge;
    private final Clock clock;

    /** @param maxAge for this long, a gateway may miss a revocation or a change of the graph */
    public CacheableAnswer(Duration maxAge, Clock clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    Response respond(Optional<Introspection> told, Object entity) {
        Response.ResponseBuilder answer = Response.ok(entity);
        told.filter(active -> active.live().isPhantom())
                .ifPresent(active -> answer.header(HttpHeaders.CACHE_CONTROL, "private, max-age=" + seconds(active)));
        return answer.build();
    }

    private long seconds(Introspection active) {
        long left =
                Duration.between(clock.instant(), active.token().expiresAt()).toSeconds();
        return Math.max(0, Math.min(left, maxAge.toSeconds()));
    }
}
