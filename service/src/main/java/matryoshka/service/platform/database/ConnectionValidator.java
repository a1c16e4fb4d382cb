package matryoshka.service.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.Validator;

/**
 * Tests a pooled connection before it is lent. A query with a timeout would not do: the driver asks the server to cancel it, which a server
 * that does not answer will not hear. This one stops listening. The pool makes it by its name.
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
