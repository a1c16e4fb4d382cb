package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sends the signal that requests a fast shutdown from PostgreSQL: disconnects clients and leaves the data consistent. */
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
