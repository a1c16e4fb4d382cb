package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A running development database. Its home contains everything: {@code data/}, the {@code password}, the server's log {@code postgres.log},
 * the unpacked binaries {@code pg-…/} and the {@code lock} that keeps a second process out.
 *
 * <p>It listens only on 127.0.0.1, on a port that changes with every start. {@link #close} stops it. If the JVM dies first, PostgreSQL
 * notices and stops; where the operating system cannot notify it, the next start stops it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private final HomeLock lock;
    private final Server server;
    private final Login login;

    EmbeddedPostgres(HomeLock lock, Server server, Login login) {
        this.lock = lock;
        this.server = server;
        this.login = login;
    }

    /**
     * Starts the database in a folder, and creates both if they do not exist.
     *
     * @param timeout how long the server may take to answer, not counting unpacking and creation
     * @throws EmbeddedPostgresException if it cannot be started
     */
    public static EmbeddedPostgres start(Path home, Duration timeout) {
        return in(home).timeout(timeout).start();
    }

    /** Prepares a database in this folder, without starting it. */
    public static EmbeddedPostgresBuilder in(Path home) {
        return new EmbeddedPostgresBuilder(home);
    }

    /** Returns the JDBC URL of the database {@code matryoshka}, without credentials. */
    public String jdbcUrl() {
        return login.jdbcUrl(Login.DATABASE);
    }

    /** Returns the superuser's name. */
    public String user() {
        return Login.SUPERUSER;
    }

    /** Returns the superuser's password, generated with the cluster. */
    public String password() {
        return login.password();
    }

    /** Aborts what clients are doing, shuts the server down cleanly and releases the home. Closing twice does nothing. */
    @Override
    public void close() {
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded database could not be stopped: " + e, e);
        }
    }
}
