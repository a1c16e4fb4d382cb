package matryoshka.service.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import matryoshka.service.platform.audit.Refusal.Kind;
import matryoshka.service.testing.AuditLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AuditLines audit = new AuditLines();
    private final AtomicLong nanos = new AtomicLong();
    private final MetricRegistry metrics = new MetricRegistry();
    private final AuditLog log = new AuditLog(metrics, nanos::get, AuditFormat.text());

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void a_refusal_is_one_line() {
        log.refused(Refusal.of(Kind.AUTHENTICATION, null, "unknown-client"));
        log.refused(Refusal.of(Kind.EXCHANGE, "shop", "expired")
                .with("error", "invalid_request")
                .ofToken("id\n x", null));

        assertThat(audit.written())
                .containsExactly(
                        "client authentication refused client=- reason=unknown-client",
                        "exchange refused client=shop jti=id??x txn=- reason=expired error=invalid_request");
    }

    @Test
    void the_first_of_many_are_logged_and_the_rest_are_counted() {
        for (int i = 0; i < 1_000; i++) {
            log.refused(Refusal.of(Kind.AUTHENTICATION, "shop", "wrong-secret"));
        }
        assertThat(audit.written()).hasSize(Refusals.MAX_LINES_PER_CLIENT);

        log.reportOmitted();
        assertThat(audit.written()).hasSize(Refusals.MAX_LINES_PER_CLIENT);
        nanos.addAndGet(Refusals.WINDOW.toNanos() + 1);
        log.reportOmitted();
        assertThat(audit.written())
                .hasSize(Refusals.MAX_LINES_PER_CLIENT + 1)
                .endsWith("client authentication refused: 990 more within 10 s, left out here");
        assertThat(metrics.counter("matryoshka.refusals.authentication").getCount())
                .isEqualTo(1_000);
        assertThat(metrics.counter("matryoshka.refusals.authentication.wrong-secret")
                        .getCount())
                .isEqualTo(1_000);
    }

    @Test
    void nobody_hides_the_refusals_of_others_nor_fills_the_disk() {
        for (int i = 0; i < 1_000; i++) {
            log.refused(Refusal.of(Kind.ADMIN, "noisy", "insufficient-scope"));
        }
        log.refused(Refusal.of(Kind.ADMIN, "quiet", "insufficient-scope"));
        log.refused(Refusal.of(Kind.EXCHANGE, "noisy", "expired"));

        assertThat(audit.written())
                .hasSize(Refusals.MAX_LINES_PER_CLIENT + 2)
                .contains("admin call refused client=quiet reason=insufficient-scope")
                .contains("exchange refused client=noisy reason=expired");
        for (int i = 0; i < 1_000; i++) {
            log.refused(Refusal.of(Kind.ADMIN, "client-" + i, "insufficient-scope"));
        }
        assertThat(audit.written()).hasSize(Refusals.MAX_LINES + 1);
    }

    @Test
    void what_is_only_counted_has_no_line() {
        log.refusedAnonymous(Refusal.of(Kind.AUTHENTICATION, null, "no-credentials"));

        assertThat(audit.written()).isEqualTo(List.of());
        assertThat(metrics.counter("matryoshka.refusals.authentication").getCount())
                .isEqualTo(1);
    }
}
