package matryoshka.service.platform.background;

import java.util.concurrent.ThreadFactory;

/** Makes threads that do not keep the process alive. */
public final class Daemons {
    private Daemons() {}

    /** Returns a factory for an executor, whose threads all have one name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
