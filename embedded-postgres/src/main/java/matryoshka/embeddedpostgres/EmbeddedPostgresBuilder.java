package matryoshka.embeddedpostgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** Starts an {@link EmbeddedPostgres} that differs from the usual one. */
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

    /** Where PostgreSQL's binaries are unpacked; several databases may share the folder. By default the home of the database. */
    public EmbeddedPostgresBuilder binaries(Path folder) {
        this.binaries = folder;
        return this;
    }

    /** How long the server may take until it answers, 60 seconds by default. Unpacking and creating the cluster are not counted. */
    public EmbeddedPostgresBuilder timeout(Duration limit) {
        this.timeout = limit;
        return this;
    }

    /** {@link Durability#FULL} by default. */
    public EmbeddedPostgresBuilder durability(Durability wanted) {
        this.durability = wanted;
        return this;
    }

    /** What the password of a new cluster is drawn from. */
    public EmbeddedPostgresBuilder random(SecureRandom source) {
        this.random = source;
        return this;
    }

    /**
     * Starts the database, and creates it first when the home is empty.
     *
     * @throws EmbeddedPostgresException when it cannot be had
     */
    public EmbeddedPostgres start() {
        return new Launch(home, binaries, timeout, durability, random).run();
    }
}
