package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The PostgreSQL server that this process started. */
final class Server {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LAST_LINES = 10;

    /**
     * Runs in its own session, so that Ctrl-C reaches only this process, which stops the database last; and the kernel notifies it when
     * this process dies. The order matters: no program in between may change the account, which would make the kernel forget.
     */
    private static final List<String> LINKED_TO_US = List.of("setsid", "setpriv", "--pdeathsig", "INT");

    private final Process process;
    private final Path bin;
    private final Path data;
    private final Path log;

    private Server(Process process, Path bin, Path data, Path log) {
        this.process = process;
        this.bin = bin;
        this.data = data;
        this.log = log;
    }

    static Server start(Path bin, Cluster cluster, PrivilegeDrop drop, List<String> settings) throws IOException {
        List<String> words = new ArrayList<>();
        if (Command.found("setsid") && Command.found("setpriv")) {
            words.addAll(LINKED_TO_US);
        }
        words.addAll(
                List.of(bin.resolve("postgres").toString(), "-D", cluster.data().toString()));
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        PrivateFiles.empty(cluster.log());
        ProcessBuilder builder = Command.process(drop.command(words))
                .redirectOutput(cluster.log().toFile());
        return new Server(startedByThreadThatStays(builder), bin, cluster.data(), cluster.log());
    }

    /**
     * The kernel reports the death of the thread that started the process, not that of this process. So the thread waits for the process to
     * end.
     */
    private static Process startedByThreadThatStays(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread thread = new Thread(() -> startAndWait(builder, started), "embedded-postgres");
        thread.setDaemon(true);
        thread.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new IOException("PostgreSQL did not start", e.getCause());
        }
    }

    private static void startAndWait(ProcessBuilder builder, CompletableFuture<Process> started) {
        try {
            Process process = builder.start();
            started.complete(process);
            process.waitFor();
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.completeExceptionally(e);
        }
    }

    boolean stopped() {
        return !process.isAlive();
    }

    Path log() {
        return log;
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }

    /** Fast shutdown; by force if that takes too long. */
    void stop() throws IOException {
        if (stopped()) {
            return;
        }
        Interrupt.send(bin, postmaster());
        if (!Poll.until(PATIENCE, this::stopped)) {
            family().toList().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Not always the process that was started, which may only wait for it. The file may still be from an earlier server. */
    private ProcessHandle postmaster() {
        return PostmasterFile.in(data)
                .process()
                .filter(named -> family().anyMatch(named::equals))
                .orElseGet(process::toHandle);
    }

    private Stream<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }
}
