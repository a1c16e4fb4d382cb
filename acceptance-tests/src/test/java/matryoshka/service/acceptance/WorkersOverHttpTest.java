package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.ScrapedMetrics;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Health and metrics cover every background worker. */
@ExtendWith(SharedIssuer.class)
class WorkersOverHttpTest {
    private static final List<String> WORKERS = List.of(
            "count-stale-plans",
            "flush-plans",
            "follow-changes",
            "look-after-subscribers",
            "purge-console-sessions",
            "purge-own-indexes",
            "purge-revocations",
            "purge-split-tokens",
            "purge-used-ids",
            "retire-plans",
            "send-events",
            "record-staleness",
            "report-refusals",
            "rotate-keys",
            "settle-revocations",
            "take-over-graph",
            "watch-database");

    @Test
    void health_knows_every_worker(RunningIssuer issuer) throws Exception {
        JsonNode workers = json(Answers.send(Answers.to(issuer.adminPort(), "/healthcheck")))
                .get("workers");

        assertThat(workers.get("healthy").booleanValue()).isTrue();
        assertThat(workers.get("message").textValue()).isEqualTo(WORKERS.size() + " workers");
        assertThat(WORKERS).allSatisfy(worker -> {
            assertThat(workers.get(worker).get("healthy").booleanValue()).isTrue();
            assertThat(workers.get(worker).get("since_success_ms").isIntegralNumber())
                    .isTrue();
        });
    }

    @Test
    void the_metrics_know_every_worker(RunningIssuer issuer) throws Exception {
        ScrapedMetrics metrics = ScrapedMetrics.of(issuer);

        assertThat(WORKERS).allSatisfy(worker -> {
            for (String measure : List.of("failures_total", "restarts_total", "since_success_seconds")) {
                assertThat(metrics.has("matryoshka_worker_" + measure, Map.of("worker", worker)))
                        .as(worker + " " + measure)
                        .isTrue();
            }
        });
    }

    @Test
    void the_manual_knows_every_worker(RunningIssuer issuer) throws Exception {
        String manual = Files.readString(Path.of("../docs/operations.md"));

        assertThat(WORKERS).allMatch(worker -> manual.contains("| `" + worker + "` |"));
    }
}
