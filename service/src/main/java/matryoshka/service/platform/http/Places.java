package matryoshka.service.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places for what takes long: so many in all, and so many of them for one client, so that none keeps the others out. Thread-safe; asking
 * never waits.
 */
public final class Places {
    private final int max;
    private final int maxPerClient;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    public Places(int max, int maxPerClient) {
        this.max = max;
        this.maxPerClient = maxPerClient;
    }

    /** A place that was taken. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        /** Gives it back; to be called once. */
        @Override
        void close();
    }

    /** Takes one; empty when there is none for this client. */
    public synchronized Optional<Place> take(String client) {
        int own = taken.getOrDefault(client, 0);
        if (all >= max || own >= maxPerClient) {
            return Optional.empty();
        }
        all++;
        taken.put(client, own + 1);
        return Optional.of(() -> giveBack(client));
    }

    private synchronized void giveBack(String client) {
        all--;
        taken.computeIfPresent(client, (id, own) -> own == 1 ? null : own - 1);
    }
}
