package matryoshka.service.clients.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Used ids that are kept in memory, for use cases without a database. Passes {@link UsedIdsContract}, as the real ones do. */
public final class InMemoryUsedIds implements UsedIds {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Map<Key, Instant> used = new ConcurrentHashMap<>();
    private volatile boolean away;

    private record Key(UsedId.Kind kind, String issuer, String jti) {}

    /** From now on every call fails as if the database were away, or works again. */
    public void away(boolean isAway) {
        away = isAway;
    }

    public int size() {
        return used.size();
    }

    @Override
    public boolean firstUse(UsedId id) {
        answer();
        return used.putIfAbsent(new Key(id.kind(), id.issuer(), id.jti()), id.until()) == null;
    }

    @Override
    public void purge(Instant past) {
        answer();
        used.values().removeIf(until -> until.plus(MARGIN).isBefore(past));
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}
