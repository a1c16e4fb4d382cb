package matryoshka.embeddedpostgres;

import java.nio.file.Path;

/** A process for tests to kill: starts the database in the folder given, says so, and stays. */
final class ServeUntilKilled {
    static final String READY = "ready";

    private ServeUntilKilled() {}

    public static void main(String[] arguments) throws Exception {
        TestHome.start(Path.of(arguments[0]));
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
