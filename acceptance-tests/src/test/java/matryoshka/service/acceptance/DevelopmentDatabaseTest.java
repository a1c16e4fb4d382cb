package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An issuer on the development database that it starts itself. */
class DevelopmentDatabaseTest {
    @Test
    void the_database_stops_last_so_that_stopping_warns_of_nothing(@TempDir Path folder) throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        try (TestDatabase unused = TestDatabases.create()) {
            RunningIssuer issuer = RunningIssuer.start(
                    unused, folder, Map.of("database.url", "embedded:", "database.user", "", "database.password", ""));
            issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
            issuer.issued("app", issuer.register("app", "a:x"), "");
            assertThat(folder.resolve("postgres/data")).isDirectory();
            lines.start();
            root.addAppender(lines);
            issuer.close();
        } finally {
            root.detachAppender(lines);
        }

        assertThat(List.copyOf(lines.list))
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
        assertThat(folder.resolve("postgres/postgres.log")).content().contains("database system is shut down");
    }
}
