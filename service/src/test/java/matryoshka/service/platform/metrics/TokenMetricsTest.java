package matryoshka.service.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TokenMetrics metrics = new TokenMetrics(registry);

    @Test
    void edges_beyond_the_bound_are_counted_together() {
        for (int i = 0; i < TokenMetrics.MAX_EDGES + 20; i++) {
            metrics.exchanged("client-" + i, "stock");
            metrics.exchanged("client-0", "stock");
        }

        List<CounterDataPointSnapshot> edges = exchanges();
        assertThat(edges).hasSize(TokenMetrics.MAX_EDGES + 1);
        assertThat(count(edges, "client-0", "stock")).isEqualTo(TokenMetrics.MAX_EDGES + 21);
        assertThat(count(edges, "client-1", "stock")).isEqualTo(1);
        assertThat(count(edges, TokenMetrics.OTHER, TokenMetrics.OTHER)).isEqualTo(20);
    }

    private List<CounterDataPointSnapshot> exchanges() {
        return registry.scrape(name -> name.startsWith("matryoshka_exchanges")).stream()
                .map(CounterSnapshot.class::cast)
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .toList();
    }

    private static double count(List<CounterDataPointSnapshot> edges, String client, String service) {
        return edges.stream()
                .filter(edge -> edge.getLabels().equals(Labels.of("client", client, "service", service)))
                .mapToDouble(CounterDataPointSnapshot::getValue)
                .sum();
    }
}
