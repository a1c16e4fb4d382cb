package matryoshka.service.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import matryoshka.service.platform.files.FileSetupException;
import matryoshka.service.start.restore.FindUndone;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.jdbi.v3.core.Jdbi;

/** Tells an operator what a restored database has forgotten. */
public final class RestoreCheck {
    private final IssuerConfiguration configuration;

    public RestoreCheck(IssuerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Compares the database with an audit log in JSON. Returns a sentence for each difference; empty if there is none.
     *
     * @throws FileSetupException if the file cannot be read, or names no change
     */
    public List<String> undone(Path auditLog) {
        try (CommandDatabase database = new CommandDatabase(configuration.database(), configuration.dataDir());
                BufferedReader lines = Files.newBufferedReader(auditLog, StandardCharsets.UTF_8)) {
            Jdbi jdbi = database.jdbi();
            Instant now = jdbi.withHandle(handle -> handle.select("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one());
            FindUndone find = new FindUndone(jdbi, now, configuration.tokens().longestLife());
            List<String> undone = find.in(lines.lines());
            if (find.changes() == 0) {
                throw new FileSetupException("The file " + auditLog
                        + " names no change. It must be an audit log that was" + " written with audit.format: json.");
            }
            return undone;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new FileSetupException("The file " + auditLog + " cannot be read.");
        }
    }
}
