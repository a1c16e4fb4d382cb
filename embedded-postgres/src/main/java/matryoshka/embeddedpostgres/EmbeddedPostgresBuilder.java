package matryoshka.embeddedpostgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** Starts an {@link EmbeddedPostgres} with non-default settings. */
public final class EmbeddedPostgresBuilder {
    private final Path home;
    private Path binaries;
    private Duration timeout = Duration.ofSeconds(60);
    private Durability durability = Durability.FULL;
    private SecureRandom random = new SecureRandom();

    EmbeddedPostgresBuilder(Path home) {
        this.home = home;
        this.binaries = home;
    }

    /** Sets where PostgreSQL's binaries are unpacked; several databases may share the folder. Default: the home of the database. */
    public EmbeddedPostgresBuilder binaries(Path folder) {
        this.binaries = folder;
        return this;
    }

    /** Sets how long the server may take to answer, not counting unpacking and creation. Default: 60 seconds. */
    public EmbeddedPostgresBuilder timeout(Duration limit) {
        this.timeout = limit;
        return this;
    }

    /** Sets the durability. Default: {@link Durability#FULL}. */
    public EmbeddedPostgresBuilder durability(Durability wanted) {
        this.durability = wanted;
        return this;
    }

    /** Sets the source of a new cluster's password. */
    public EmbeddedPostgresBuilder random(SecureRandom source) {
        this.random = source;
        return this;
    }

    /**
     * Starts the database, and creates it first if the home is empty.
     *
     * @throws EmbeddedPostgresException if it cannot be started
     */
    public EmbeddedPostgres start() {
        return new Launch(home, binaries, timeout, durability, random).run();
    }
}
