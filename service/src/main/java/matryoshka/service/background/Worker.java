package matryoshka.service.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A thread that goes on until it is told to stop. Its work looks whether it {@link #isStopped}, and ends when it is interrupted. */
public final class Worker {
    private final String name;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    /** @param name of the thread */
    public Worker(String name) {
        this.name = name;
    }

    public void start(Runnable work) {
        thread = Daemons.start(name, work);
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Interrupts it; it is waited for as long as this. */
    public void stop(Duration patience) throws InterruptedException {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(patience.toMillis());
        }
    }
}
