package matryoshka.service.platform.problems;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.jdbi.v3.core.ConnectionException;

/** Distinguishes a database that is down, overloaded or busy, which passes, from a bug, which does not. */
public final class Outages {
    /** Seconds after which a retry makes sense; the value of {@code Retry-After}. */
    public static final long RETRY_AFTER_SECONDS = 2;

    /**
     * Prefixes of transient SQL states: connection lost or refused (08), shutting down or starting (57P0), statement timeout (57014), lock
     * timeout (55P03), out of resources (53), read-only after a failover (25006), lost a race (40001, 40P01).
     */
    private static final List<String> PASSING_STATES =
            List.of("08", "57P0", "57014", "55P03", "53", "25006", "40001", "40P01");

    /** How many causes are examined; a longer chain, or a cycle, is not a known outage. */
    private static final int MAX_CAUSES = 20;

    private Outages() {}

    /** Returns whether this exception, or one of its causes, says that the database is temporarily unavailable. */
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
