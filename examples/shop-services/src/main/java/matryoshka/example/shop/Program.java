package matryoshka.example.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program of another language, and what it prints. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;

    private Program(Process process, Thread reader) {
        this.process = process;
        this.reader = reader;
    }

    /** Starts a program, and waits until it listens at a port. */
    static Program start(ProcessBuilder command, int port, Consumer<String> line)
            throws IOException, InterruptedException {
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread reader = new Thread(() -> read(process, line), "output");
        reader.setDaemon(true);
        reader.start();
        Program program = new Program(process, reader);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !listens(port); ) {
            if (!process.isAlive() || System.nanoTime() > end) {
                program.close();
                throw new IOException("It does not start: " + command.command());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return program;
    }

    private static void read(Process process, Consumer<String> line) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(line);
        } catch (IOException | UncheckedIOException ended) {
            // It was stopped.
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
