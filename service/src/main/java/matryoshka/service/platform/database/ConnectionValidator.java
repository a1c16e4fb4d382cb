package matryoshka.service.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.Validator;

/**
 * Tests a pooled connection before use. A query timeout would not do: to enforce it the driver asks the server to cancel, and an
 * unresponsive server does not react. This class stops waiting instead. The pool creates it by class name.
 */
public final class ConnectionValidator implements Validator {
    private static final int SECONDS = 1;

    @Override
    public boolean validate(Connection connection, int action) {
        try {
            return connection.isValid(SECONDS);
        } catch (SQLException invalid) {
            return false;
        }
    }
}
