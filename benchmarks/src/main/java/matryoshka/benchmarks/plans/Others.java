package matryoshka.benchmarks.plans;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A client that repeatedly gets a token of the same plan while something else is measured. */
final class Others {
    private static final int PAUSE_MILLIS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Latencies latencies = new Latencies();
    private final Future<Void> running;
    private volatile boolean stopped;

    private Others(int port, Asking client) {
        running = thread.submit(() -> {
            while (!stopped) {
                latencies.add(client.ask(port, 0));
                Thread.sleep(PAUSE_MILLIS);
            }
            return null;
        });
    }

    static Others start(int port, Asking client) throws Exception {
        client.ask(port, 0);
        return new Others(port, client);
    }

    /** Fails if one of them was refused. */
    Latencies stop() throws Exception {
        stopped = true;
        running.get();
        thread.shutdown();
        return latencies;
    }
}
