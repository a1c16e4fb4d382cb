package matryoshka.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import matryoshka.service.platform.audit.AuditLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineLimitTest {
    private static final int MAX_LINES = 20;

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long now;

    @BeforeEach
    void limit_lines() {
        LineLimit limit = new LineLimit(() -> now);
        limit.setContext(context);
        limit.start();
        context.addTurboFilter(limit);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
    }

    @Test
    void a_logger_is_limited_in_each_period() {
        warn("a", 100);
        assertThat(lines.list).hasSize(MAX_LINES);

        warn("b", 100);
        assertThat(lines.list).hasSize(2 * MAX_LINES);

        now = Duration.ofSeconds(11).toNanos();
        warn("a", 100);
        assertThat(lines.list).hasSize(3 * MAX_LINES);
    }

    @Test
    void errors_count_however_they_are_worded() {
        for (int i = 0; i < 100; i++) {
            context.getLogger("a").error("error " + i, new IllegalStateException());
        }

        assertThat(lines.list).hasSize(MAX_LINES);
    }

    @Test
    void the_audit_log_and_lower_levels_are_exempt() {
        for (int i = 0; i < 100; i++) {
            context.getLogger(AuditLog.LOGGER).warn("audit");
            context.getLogger("a").info("info");
        }

        assertThat(lines.list).hasSize(200);
    }

    @Test
    void checking_the_level_does_not_count() {
        Logger logger = context.getLogger("a");
        for (int i = 0; i < 100; i++) {
            assertThat(logger.isWarnEnabled()).isTrue();
        }
        warn("a", 1);

        assertThat(lines.list).hasSize(1);
    }

    private void warn(String logger, int times) {
        for (int i = 0; i < times; i++) {
            context.getLogger(logger).warn("number {}", i);
        }
    }
}
