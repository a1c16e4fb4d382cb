package matryoshka.service.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import matryoshka.service.platform.audit.AuditFormat;
import matryoshka.service.platform.audit.AuditLog;
import org.slf4j.LoggerFactory;

/** Captures the audit log while it is open. */
public final class AuditLines implements AutoCloseable {
    private final Logger audit;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public AuditLines() {
        this(AuditLog.LOGGER);
    }

    /** Captures the audit log of issuers with {@code audit.format: json}. */
    public static AuditLines json() {
        return new AuditLines(AuditFormat.JSON_LOGGER);
    }

    private AuditLines(String logger) {
        audit = (Logger) LoggerFactory.getLogger(logger);
        lines.start();
        audit.addAppender(lines);
        audit.setLevel(Level.INFO);
    }

    /** Returns an audit log that writes here. */
    public static AuditLog log() {
        return new AuditLog(new MetricRegistry(), System::nanoTime, AuditFormat.text());
    }

    /** Returns the lines so far. */
    public List<String> written() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        audit.detachAppender(lines);
        audit.setLevel(null);
    }
}
