package matryoshka.service.platform.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a metric of Dropwizard's registry is called in Prometheus. Dropwizard has no labels, so libraries write what varies into the name.
 *
 * @param isCounter whether the value only grows; without a rule, that is not known of Dropwizard's counters and gauges
 */
record MetricName(String name, Labels labels, boolean isCounter, String help) {
    private static final String JETTY = "io\\.dropwizard\\.jetty\\.MutableServletContextHandler\\.";

    private static final List<Rule> RULES = List.of(
            Rule.gauge(
                    "matryoshka\\.caches\\.(?<cache>[^.]+)\\.(?<what>bytes|max-bytes)",
                    "matryoshka_cache_${what}",
                    "Memory of a cache, in bytes: in use, or at most."),
            Rule.counter(
                    "matryoshka\\.caches\\.(?<cache>[^.]+)\\.(?<what>hits|misses|evictions)",
                    "matryoshka_cache_${what}",
                    "Uses of a cache: found, not found, removed for lack of memory."),
            Rule.counter(
                    "matryoshka\\.workers\\.(?<worker>[^.]+)\\.(?<what>failures|restarts)",
                    "matryoshka_worker_${what}",
                    "Rounds of a worker that failed, or that ended in an error of the JVM."),
            Rule.gauge(
                    "matryoshka\\.workers\\.(?<worker>[^.]+)\\.seconds_since_success",
                    "matryoshka_worker_since_success_seconds",
                    "Time since the last round of a worker that succeeded."),
            Rule.counter(
                    "matryoshka\\.refusals\\.(?<kind>[^.]+)\\.(?<reason>[^.]+)",
                    "matryoshka_refusals",
                    "Requests that were refused."),
            Rule.gauge("matryoshka\\.revocations\\.count", "matryoshka_revocations", "Revocations in memory."),
            Rule.gauge(
                    "io\\.dropwizard\\.db\\.ManagedPooledDataSource\\.(?<pool>[^.]+)\\.(?<what>active|idle|waiting|size)",
                    "database_pool_${what}",
                    "Connections of a pool: in use, unused, waited for, all."),
            Rule.counter(
                    "io\\.dropwizard\\.db\\.ManagedPooledDataSource\\.(?<pool>[^.]+)\\.(?<what>[^.]+)",
                    "database_pool_${what}_connections",
                    "What happened to connections of a pool."),
            Rule.counter(
                    "ch\\.qos\\.logback\\.core\\.Appender\\.(?<level>trace|debug|info|warn|error)",
                    "log_lines",
                    "Lines of the log, by level."),
            Rule.counter(JETTY + "(?<code>[1-5]xx)-responses", "http_responses", "Responses of the application port."),
            Rule.gauge(
                    "org\\.eclipse\\.jetty\\.util\\.thread\\.QueuedThreadPool\\.(?<pool>[^.]+)\\.(?<what>[^.]+)",
                    "jetty_threads_${what}",
                    "Threads of the server, and requests that wait for one."),
            Rule.gauge(
                    "org\\.eclipse\\.jetty\\..*HttpConnectionFactory\\.(?<port>[^.]+)\\.connections",
                    "jetty_connections_seconds",
                    "How long connections were open."));

    /** Left out: the JVM has metrics of Prometheus' own, and what is the sum of others would be counted twice. */
    private static final Pattern OMITTED = Pattern.compile(
            "jvm\\..*|matryoshka\\.refusals\\.[^.]+|ch\\.qos\\.logback\\.core\\.Appender\\.all|" + JETTY + "responses");

    private record Rule(Pattern pattern, String name, boolean isCounter, String help) {
        private static final Pattern GROUP = Pattern.compile("\\(\\?<(\\w+)>");

        static Rule gauge(String pattern, String name, String help) {
            return new Rule(Pattern.compile(pattern), name, false, help);
        }

        static Rule counter(String pattern, String name, String help) {
            return new Rule(Pattern.compile(pattern), name, true, help);
        }

        Optional<MetricName> apply(String dropwizard) {
            Matcher matcher = pattern.matcher(dropwizard);
            return matcher.matches()
                    ? Optional.of(
                            new MetricName(sanitized(matcher.replaceFirst(name)), labels(matcher), isCounter, help))
                    : Optional.empty();
        }

        private Labels labels(Matcher matcher) {
            Labels.Builder labels = Labels.builder();
            GROUP.matcher(pattern.pattern())
                    .results()
                    .map(group -> group.group(1))
                    .filter(group -> !group.equals("what"))
                    .forEach(group -> labels.label(group, matcher.group(group)));
            return labels.build();
        }
    }

    /** Returns the name for Prometheus; empty for what is not served. */
    static Optional<MetricName> of(String dropwizard) {
        if (OMITTED.matcher(dropwizard).matches()) {
            return Optional.empty();
        }
        return Optional.of(RULES.stream()
                .flatMap(rule -> rule.apply(dropwizard).stream())
                .findFirst()
                .orElseGet(() -> new MetricName(
                        sanitized(dropwizard), Labels.EMPTY, false, "Dropwizard's metric " + dropwizard + ".")));
    }

    /** The suffixes that a type brings must not be in a name. */
    private static String sanitized(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]", "_")
                .replaceAll("_(total|created|bucket|info)$", "_$1s");
    }
}
