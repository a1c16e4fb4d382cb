package matryoshka.service.platform.database;

import java.sql.SQLTransientConnectionException;

/** No connection is available at the moment. It has no stack trace, since it is thrown when there are too many requests already. */
final class DatabaseUnavailableException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1;
    private static final String CONNECTION_EXCEPTION = "08000";

    DatabaseUnavailableException(String reason) {
        super(reason, CONNECTION_EXCEPTION);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
