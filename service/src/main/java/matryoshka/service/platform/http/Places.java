package matryoshka.service.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds work that takes long: a number of places in all, and a number of them for one client, so that no client keeps the others out.
 * Thread-safe, and never waits.
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

    /** A taken place. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        /** Returns the place. Call it once. */
        @Override
        void close();
    }

    /** Takes a place; empty if there is none for this client. */
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
