package matryoshka.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import matryoshka.resource.AuditEvent;
import matryoshka.resource.testing.PlayedClock;
import org.junit.jupiter.api.Test;

class AuditLinesTest {
    private final PlayedClock clock = new PlayedClock();
    private final List<String> lines = new ArrayList<>();

    @Test
    void text_of_others_makes_no_lines_and_no_members() {
        new AuditLines(lines::add, Settings.Audit.ALL, clock)
                .write(
                        "edge",
                        new AuditEvent.Accepted("j", "t", "a\nrefused \" jti=\"x", "app", List.of(), new TreeSet<>()));

        assertThat(lines)
                .containsExactly(
                        "accepted service=edge jti=\"j\" txn=\"t\" client_id=\"app\" sub=\"a\\u000arefused \\u0022 jti=\\u0022x\"");
    }

    @Test
    void what_was_left_out_is_counted() {
        AuditLines audit = new AuditLines(lines::add, Settings.Audit.REFUSALS, clock);
        for (int i = 0; i < AuditLines.MAX_REFUSALS + 7; i++) {
            audit.write("edge", new AuditEvent.Refused(401, "invalid_token", "No."));
        }
        clock.advance(Duration.ofSeconds(AuditLines.WINDOW_SECONDS));
        audit.write("edge", new AuditEvent.Refused(401, "invalid_token", "No."));

        assertThat(lines).hasSize(AuditLines.MAX_REFUSALS + 2).contains("left_out refusals=7");
    }

    @Test
    void accepted_tokens_need_no_line() {
        new AuditLines(lines::add, Settings.Audit.REFUSALS, clock)
                .write("edge", new AuditEvent.Accepted("j", "t", "s", "app", List.of(), new TreeSet<>()));

        assertThat(lines).isEmpty();
    }
}
