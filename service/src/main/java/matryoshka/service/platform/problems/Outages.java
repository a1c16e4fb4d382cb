package matryoshka.service.platform.problems;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.jdbi.v3.core.ConnectionException;

/** Tells a database that is away, overloaded or busy, which passes, from an error of ours, which does not. */
public final class Outages {
    /** Seconds after which trying again makes sense; the value of {@code Retry-After}. */
    public static final long RETRY_AFTER_SECONDS = 2;

    /**
     * Prefixes of SQL states that pass by themselves: connection lost or refused (08), shutting down or starting (57P0), statement
     * timeout (57014), lock timeout (55P03), out of resources (53), read-only after a failover (25006), lost a race (40001, 40P01).
     */
    private static final List<String> PASSING_STATES =
            List.of("08", "57P0", "57014", "55P03", "53", "25006", "40001", "40P01");

    /** Causes looked at; a longer chain, or a ring, is no outage we know. */
    private static final int MAX_CAUSES = 20;

    private Outages() {}

    /** Whether this exception, or one that caused it, says that the database cannot answer for the moment. */
    public static boolean isOutage(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (saysAway(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean saysAway(Throwable thrown) {
        if (thrown instanceof OverloadedException
                || thrown instanceof ConnectionException
                || thrown instanceof PoolExhaustedException
                || thrown instanceof SQLTimeoutException) {
            return true;
        }
        if (thrown instanceof SQLException failure) {
            String state = failure.getSQLState();
            return state != null && PASSING_STATES.stream().anyMatch(state::startsWith);
        }
        return false;
    }
}
