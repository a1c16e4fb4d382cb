package matryoshka.service.platform.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** How the lines of the audit log are written, and to which logger. */
public final class AuditFormat {
    /** The name of the logger of lines in JSON, whose appender adds nothing to them. */
    public static final String JSON_LOGGER = AuditLog.LOGGER + ".json";

    private final Logger logger;
    private final Function<AuditLine, String> written;

    private AuditFormat(String logger, Function<AuditLine, String> written) {
        this.logger = LoggerFactory.getLogger(logger);
        this.written = written;
    }

    /** Words for people. */
    public static AuditFormat text() {
        return new AuditFormat(AuditLog.LOGGER, AuditLine::toString);
    }

    /** A JSON object in each line, with the request that it comes from. */
    public static AuditFormat json(Clock clock) {
        return new AuditFormat(JSON_LOGGER, line -> line.json(now(clock), request()));
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Map<String, String> request() {
        Map<String, String> known = new TreeMap<>();
        for (String member : RequestOrigin.MEMBERS) {
            String value = MDC.get(member);
            if (value != null) {
                known.put(member, value);
            }
        }
        return known;
    }

    void info(AuditLine line) {
        if (logger.isInfoEnabled()) {
            logger.info("{}", written.apply(line));
        }
    }

    void warn(AuditLine line) {
        logger.warn("{}", written.apply(line));
    }
}
