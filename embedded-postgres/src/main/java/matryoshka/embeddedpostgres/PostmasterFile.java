package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code postmaster.pid}, in which a running server writes its process id; it remains when the server is killed. */
record PostmasterFile(Path path) {

    static PostmasterFile in(Path data) {
        return new PostmasterFile(data.resolve("postmaster.pid"));
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Returns whatever process has that id now. */
    Optional<ProcessHandle> process() {
        try (var lines = Files.lines(path)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
