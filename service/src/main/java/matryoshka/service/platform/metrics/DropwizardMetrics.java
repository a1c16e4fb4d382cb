package matryoshka.service.platform.metrics;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What Dropwizard's registry holds, for Prometheus: meters as counters, timers and histograms as summaries, everything else as {@link
 * MetricName} says. Gauges that are no numbers are left out.
 */
public final class DropwizardMetrics implements MultiCollector {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MetricRegistry registry;

    public DropwizardMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        registry.getMetrics()
                .forEach((name, metric) -> MetricName.of(name).ifPresent(known -> families.add(known, metric)));
        return families.snapshots();
    }

    /** Metrics by name: what has the same name differs in labels. */
    private static final class Families {
        private final Map<String, CounterSnapshot.Builder> counters = new TreeMap<>();
        private final Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
        private final Map<String, SummarySnapshot.Builder> summaries = new TreeMap<>();

        void add(MetricName name, Metric metric) {
            if (metric instanceof Sampling sampling && metric instanceof Counting counting) {
                family(summaries, name, SummarySnapshot::builder)
                        .dataPoint(summary(
                                name,
                                counting.getCount(),
                                sampling.getSnapshot(),
                                metric instanceof Timer ? NANOS : 1));
                return;
            }
            boolean grows = name.isCounter() || metric instanceof com.codahale.metrics.Meter;
            value(metric).ifPresent(value -> {
                if (grows) {
                    family(counters, name, CounterSnapshot::builder)
                            .dataPoint(CounterDataPointSnapshot.builder()
                                    .labels(name.labels())
                                    .value(value)
                                    .build());
                } else {
                    family(gauges, name, GaugeSnapshot::builder)
                            .dataPoint(GaugeDataPointSnapshot.builder()
                                    .labels(name.labels())
                                    .value(value)
                                    .build());
                }
            });
        }

        private static <B extends MetricSnapshot.Builder<B>> B family(
                Map<String, B> families, MetricName name, Supplier<B> builder) {
            return families.computeIfAbsent(
                    name.name(), key -> builder.get().name(key).help(name.help()));
        }

        private static Optional<Double> value(Metric metric) {
            if (metric instanceof Counting counting) {
                return Optional.of((double) counting.getCount());
            }
            Object value = metric instanceof Gauge<?> gauge ? gauge.getValue() : null;
            if (value instanceof Boolean flag) {
                return Optional.of(flag ? 1.0 : 0.0);
            }
            return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
        }

        private static SummaryDataPointSnapshot summary(MetricName name, long count, Snapshot values, double unit) {
            return SummaryDataPointSnapshot.builder()
                    .labels(name.labels())
                    .count(count)
                    .quantiles(Quantiles.of(
                            new Quantile(0.5, values.getMedian() / unit),
                            new Quantile(0.95, values.get95thPercentile() / unit),
                            new Quantile(0.99, values.get99thPercentile() / unit)))
                    .build();
        }

        MetricSnapshots snapshots() {
            return new MetricSnapshots(Stream.of(counters, gauges, summaries)
                    .flatMap(families -> families.values().stream())
                    .<MetricSnapshot>map(MetricSnapshot.Builder::build)
                    .toList());
        }
    }
}
