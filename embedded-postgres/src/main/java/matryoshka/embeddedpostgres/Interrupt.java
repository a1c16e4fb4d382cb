package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The signal that asks PostgreSQL for a fast shutdown: clients are cut off, the data is left in order. */
final class Interrupt {
    private Interrupt() {}

    static void send(Path bin, ProcessHandle server) throws IOException {
        String pid = Long.toString(server.pid());
        List<String> words = Platform.current().windows()
                ? List.of(bin.resolve("pg_ctl").toString(), "kill", "INT", pid)
                : List.of("sh", "-c", "kill -INT \"$0\"", pid);
        Command.of(words).run(Duration.ofSeconds(10));
    }
}
