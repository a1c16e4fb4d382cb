package matryoshka.service.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DropwizardMetricsTest {
    private final MetricRegistry dropwizard = new MetricRegistry();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    DropwizardMetricsTest() {
        registry.register(new DropwizardMetrics(dropwizard));
    }

    @Test
    void what_varies_in_a_name_becomes_a_label() throws IOException {
        dropwizard.registerGauge("matryoshka.caches.plan-uses.hits", () -> 7L);
        dropwizard.registerGauge("matryoshka.caches.plans.hits", () -> 8L);
        dropwizard.registerGauge("matryoshka.caches.plans.max-bytes", () -> 1024L);
        dropwizard.registerGauge("matryoshka.workers.flush-plans.seconds_since_success", () -> 0.5);
        dropwizard.counter("matryoshka.refusals.authentication").inc(3);
        dropwizard.counter("matryoshka.refusals.authentication.wrong-secret").inc(3);
        dropwizard.registerGauge("io.dropwizard.db.ManagedPooledDataSource.database.active", () -> 2);
        dropwizard.registerGauge("io.dropwizard.db.ManagedPooledDataSource.database.releasedIdle", () -> 5);

        assertThat(scraped())
                .contains(
                        "matryoshka_cache_hits_total{cache=\"plan-uses\"} 7.0",
                        "matryoshka_cache_hits_total{cache=\"plans\"} 8.0",
                        "matryoshka_cache_max_bytes{cache=\"plans\"} 1024.0",
                        "matryoshka_worker_since_success_seconds{worker=\"flush-plans\"} 0.5",
                        "matryoshka_refusals_total{kind=\"authentication\",reason=\"wrong-secret\"} 3.0",
                        "database_pool_active{pool=\"database\"} 2.0",
                        "database_pool_released_idle_connections_total{pool=\"database\"} 5.0")
                .as("refusals are counted once")
                .noneMatch(line -> line.startsWith("matryoshka_refusals_authentication"));
    }

    @Test
    void metrics_without_a_rule_keep_their_names() throws IOException {
        dropwizard.meter("some.Library.cache-misses").mark(4);
        dropwizard.counter("some.Library.openThings").inc(2);
        dropwizard.registerGauge("some.Library.isOpen", () -> true);
        dropwizard.registerGauge("some.Library.text", () -> "words");
        dropwizard.registerGauge("some.Library.total", () -> 6);

        assertThat(scraped())
                .contains(
                        "some_library_cache_misses_total 4.0",
                        "some_library_open_things 2.0",
                        "some_library_is_open 1.0",
                        "some_library_totals 6.0")
                .noneMatch(line -> line.contains("text"));
    }

    @Test
    void timers_are_summaries_in_seconds() throws IOException {
        dropwizard.timer("some.Library.time").update(250, TimeUnit.MILLISECONDS);
        dropwizard.histogram("some.Library.sizes").update(250);

        assertThat(scraped())
                .contains(
                        "some_library_time{quantile=\"0.99\"} 0.25",
                        "some_library_time_count 1",
                        "some_library_sizes{quantile=\"0.5\"} 250.0");
    }

    private List<String> scraped() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ExpositionFormats.init().getPrometheusTextFormatWriter().write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
