package matryoshka.embeddedpostgres;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A short-lived program of the operating system. */
record Command(List<String> words) {

    /** The result of a program. */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    /** Returns whether {@code PATH} has the program. */
    static boolean found(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Fixes the locale, so that neither messages nor sorting depend on the user. */
    static ProcessBuilder process(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    Outcome run(Duration timeout) throws IOException {
        return fed(new ByteArrayInputStream(new byte[0]), timeout);
    }

    /** Runs the program on this input, and kills it after the timeout. Its output is expected to be small. */
    Outcome fed(InputStream input, Duration timeout) throws IOException {
        Process process = process(words).start();
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
        try (var stdin = process.getOutputStream()) {
            input.transferTo(stdin);
        } catch (IOException e) {
            // The program did not read all input; its exit code and output say why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + words.get(0), e);
        }
    }
}
