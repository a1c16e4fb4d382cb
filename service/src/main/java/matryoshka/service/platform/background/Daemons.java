package matryoshka.service.platform.background;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive. */
public final class Daemons {
    private Daemons() {}

    /** Makes them for an executor, all of one name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
