package matryoshka.service.snapshot;

import java.time.Duration;
import matryoshka.graph.ServiceGraph;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.keys.KeyRing;
import matryoshka.token.TokenSealer;

/** Holds the snapshot for new requests and swaps it as a whole. Thread-safe; reading takes no lock. */
public final class Snapshots {
    private final Object swapping = new Object();
    private volatile Snapshot current;

    public Snapshots(Snapshot first) {
        this.current = first;
    }

    public Snapshot current() {
        return current;
    }

    /** Switches to a version of the graph, unless a later one is already in use. */
    public void graph(long version, ServiceGraph graph) {
        synchronized (swapping) {
            if (version > current.version()) {
                current = current.with(version, graph);
                swapping.notifyAll();
            }
        }
    }

    /** Switches to other clients. */
    public void clients(ClientRegistry clients) {
        synchronized (swapping) {
            current = current.with(clients);
        }
    }

    /** Swaps the signing keys. */
    public void keys(KeyRing keys, TokenSealer sealer) {
        synchronized (swapping) {
            current = current.with(keys, sealer);
        }
    }

    /** Waits until the graph has this version or a later one. Returns whether it has. */
    public boolean awaitGraph(long version, Duration patience) throws InterruptedException {
        if (current.version() >= version) {
            return true;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (swapping) {
            while (current.version() < version) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                swapping.wait(left);
            }
        }
        return true;
    }
}
