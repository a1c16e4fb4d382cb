package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What an earlier run left in the data folder. The caller holds the home's lock, so nobody else can be using it. */
final class EarlierServer {
    private static final System.Logger LOG = System.getLogger(EarlierServer.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EarlierServer() {}

    /**
     * Stops a server that outlived its parent. PostgreSQL itself handles a {@code postmaster.pid} whose process is gone. If the process id
     * now belongs to another program, as happens when containers restart, the file would keep PostgreSQL from starting, so this deletes it.
     */
    static void stop(Path bin, Path data) throws IOException {
        PostmasterFile file = PostmasterFile.in(data);
        Optional<ProcessHandle> process = file.process();
        if (process.isEmpty()) {
            return;
        }
        ProcessHandle.Info program = process.get().info();
        if (serves(program, data)) {
            interrupt(bin, process.get(), file);
        } else if (program.command().isPresent() && !postgres(program)) {
            // Safe even if parts of the dead server are still there: PostgreSQL finds its shared memory by the folder
            // itself.
            file.delete();
        }
    }

    private static void interrupt(Path bin, ProcessHandle process, PostmasterFile file) throws IOException {
        LOG.log(System.Logger.Level.INFO, "Stopping the PostgreSQL that an earlier run left behind");
        Interrupt.send(bin, process);
        // The server removes this file last. The process may remain as a zombie where nothing reaps orphans.
        if (!Poll.until(PATIENCE, () -> !file.exists() || !process.isAlive())) {
            throw new EmbeddedPostgresException("The PostgreSQL that an earlier run left behind, process "
                    + process.pid() + ", does not stop; stop it manually");
        }
    }

    private static boolean serves(ProcessHandle.Info program, Path data) {
        return postgres(program)
                && program.arguments().stream().flatMap(Arrays::stream).anyMatch(data.toString()::equals);
    }

    private static boolean postgres(ProcessHandle.Info program) {
        return program.command()
                .map(Path::of)
                .map(Path::getFileName)
                .filter(name -> name.toString().startsWith("postgres"))
                .isPresent();
    }
}
