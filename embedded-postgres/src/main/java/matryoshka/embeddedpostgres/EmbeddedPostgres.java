package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A running development database. Its home holds everything: {@code data/}, the {@code password}, the server's log
 * {@code postgres.log}, the unpacked binaries {@code pg-…/} and the {@code lock} that keeps a second process out.
 *
 * <p>It listens on 127.0.0.1 only, on a port that changes with every start. It ends with {@link #close}; when the JVM dies without
 * it, PostgreSQL notices and stops, or where the system cannot tell it so, the next start stops it.
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
     * Starts the database in a folder, and creates both when they are missing.
     *
     * @param timeout how long the server may take until it answers; unpacking and creating are not counted
     * @throws EmbeddedPostgresException when it cannot be had
     */
    public static EmbeddedPostgres start(Path home, Duration timeout) {
        return in(home).timeout(timeout).start();
    }

    /** A database in this folder, yet to be started. */
    public static EmbeddedPostgresBuilder in(Path home) {
        return new EmbeddedPostgresBuilder(home);
    }

    /** Where the database {@code matryoshka} answers; without credentials. */
    public String jdbcUrl() {
        return login.jdbcUrl(Login.DATABASE);
    }

    /** The superuser's name. */
    public String user() {
        return Login.SUPERUSER;
    }

    /** The superuser's password, random and made with the cluster. */
    public String password() {
        return login.password();
    }

    /** Ends what clients are doing, stops the server in an orderly way and lets go of the home. Closing twice does nothing. */
    @Override
    public void close() {
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded database could not be stopped: " + e, e);
        }
    }
}
