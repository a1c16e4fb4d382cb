package matryoshka.service.start.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditedChangeTest {
    private static final Instant TIME = Instant.parse("2026-11-28T13:20:50.102Z");

    @Test
    void changes_of_the_database_are_read() {
        assertThat(AuditedChange.of(line("published", "\"version\":7,\"by\":\"alice\"")))
                .hasValue(new AuditedChange(TIME, AuditedChange.Kind.VERSION, "7", "published", 0, "alice"));
        assertThat(AuditedChange.of(line("client_secret_added", "\"client\":\"app\",\"by\":null,\"revision\":3")))
                .hasValue(new AuditedChange(TIME, AuditedChange.Kind.CLIENT, "app", "added", 3, ""));
        assertThat(AuditedChange.of(line("revoked", "\"by\":\"a\",\"subject\":\"u\\\"7\",\"issued_before\":60")))
                .hasValue(new AuditedChange(
                        TIME,
                        AuditedChange.Kind.HOLDER,
                        "subject \"u\\\"7\" before 1970-01-01T00:01:00Z",
                        "revoked",
                        0,
                        "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INFO [2026] matryoshka: Ready",
                "[1]",
                "{\"event\":\"published\"}",
                "{\"event\":\"published\",\"version\":1}",
                "{\"time\":\"2026-11-28T13:20:50.102Z\",\"event\":\"issued\",\"client\":\"a\",\"jti\":\"b\"}",
                "{\"time\":\"2026-11-28T13:20:50.102Z\",\"event\":\"webhook_given_up\",\"service\":\"a\"}",
                "{\"time\":\"2026-11-28T13:20:50.102Z\",\"event\":\"client_authentication_refused\",\"client\":\"a\"}"
            })
    void other_lines_are_skipped(String line) {
        assertThat(AuditedChange.of(line)).isEmpty();
    }

    private static String line(String event, String members) {
        return "{\"time\":\"" + TIME + "\",\"event\":\"" + event + "\"," + members + "}";
    }
}
