package matryoshka.embeddedpostgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** Waits until a newly started server accepts the superuser's connections. */
final class FirstAnswer {
    /** SQL states: cannot connect, connection broken off, still starting. */
    private static final Set<String> NOT_YET = Set.of("08001", "08006", "57P03");

    private FirstAnswer() {}

    static void await(Server server, Login login, Duration timeout) {
        if (!Poll.until(timeout, () -> answers(server, login))) {
            throw new EmbeddedPostgresException(
                    "The embedded database did not answer within " + timeout + "; see " + server.log());
        }
    }

    private static boolean answers(Server server, Login login) {
        try (var connection = login.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (server.stopped()) {
                throw new EmbeddedPostgresException(
                        "The embedded database stopped while it was starting; PostgreSQL said:\n" + server.lastWords());
            }
            if (!NOT_YET.contains(e.getSQLState())) {
                throw new EmbeddedPostgresException(
                        "The embedded database refused the connection: " + e.getMessage(), e);
            }
            return false;
        }
    }
}
