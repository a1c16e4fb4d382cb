package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PostgreSQL's files in a home folder, with the superuser's password beside them. */
final class Cluster {
    private static final int PASSWORD_BYTES = 24;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final Path password;

    Cluster(Path home) {
        this.home = home;
        this.password = home.resolve("password");
    }

    Path data() {
        return home.resolve("data");
    }

    /** Returns the server's log of its latest run. */
    Path log() {
        return home.resolve("postgres.log");
    }

    boolean exists() {
        return Files.exists(data());
    }

    /** Returns what PostgreSQL must be able to write: the data or, if there is none yet, the empty folder that {@link #create} fills. */
    Path prepared() throws IOException {
        if (exists()) {
            return data();
        }
        FileTree.delete(unfinished());
        Files.createDirectory(unfinished());
        PrivateFiles.mode(unfinished(), "rwx------");
        return unfinished();
    }

    /** Creates password and data; if interrupted, leaves no {@link #data} behind. */
    void create(Path bin, PrivilegeDrop drop, Durability durability, SecureRandom random) throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        Files.writeString(
                PrivateFiles.empty(password),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        drop.own(password);
        Command.Outcome outcome =
                Command.of(drop.command(initdb(bin, durability))).run(LIMIT);
        if (!outcome.succeeded()) {
            throw new EmbeddedPostgresException(
                    "The embedded database could not be created; PostgreSQL said:\n" + outcome.output());
        }
        Files.move(unfinished(), data(), StandardCopyOption.ATOMIC_MOVE);
    }

    String password() throws IOException {
        if (!Files.exists(password)) {
            throw new EmbeddedPostgresException("The password file of the embedded database is missing; restore "
                    + password + ", or remove " + data() + " to start over");
        }
        return Files.readString(password);
    }

    private Path unfinished() {
        return home.resolve("unfinished");
    }

    private List<String> initdb(Path bin, Durability durability) {
        List<String> words = new ArrayList<>(List.of(bin.resolve("initdb").toString()));
        words.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--username=" + Login.SUPERUSER));
        words.addAll(List.of("--encoding=UTF8", "--no-locale", "--no-instructions", "--pgdata=" + unfinished()));
        if (durability == Durability.NONE) {
            words.add("--no-sync");
        }
        return words;
    }
}
