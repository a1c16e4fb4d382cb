package matryoshka.service.platform.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.TokenPlan;

/** What the token endpoint does, for Prometheus. No label is text from a request. Thread-safe. */
public final class TokenMetrics {
    /** The outcome of a request that was answered with a token; any other is the code of an OAuth error. */
    public static final String ISSUED = "issued";

    /** How many edges are counted each by itself until the next start. */
    static final int MAX_EDGES = 500;
    /** Stands for the client and service of all other edges. */
    static final String OTHER = "(other)";

    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double[] FRACTIONS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1};
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Counter requests;
    private final Histogram requestSeconds;
    private final Histogram mintSeconds;
    private final Counter minted;
    private final Histogram budgetUsed;
    private final Counter cut;
    private final Counter exchanges;
    private final Set<Edge> edges = new HashSet<>();

    public TokenMetrics(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("matryoshka_token_requests_total")
                .help("Requests to the token endpoint.")
                .labelNames("grant", "outcome")
                .register(registry);
        requestSeconds = histogram("matryoshka_token_request_duration_seconds", SECONDS)
                .help("Time from the form to the answer of the token endpoint.")
                .labelNames("grant")
                .register(registry);
        mintSeconds = histogram("matryoshka_mint_duration_seconds", SECONDS)
                .help(
                        "Time to plan, record and sign a token tree, or to plan and record one for a handle, of requests that got one.")
                .labelNames("grant")
                .register(registry);
        minted = Counter.builder()
                .name("matryoshka_minted_tokens_total")
                .help("Tokens minted, embedded ones included.")
                .labelNames("grant")
                .register(registry);
        budgetUsed = histogram("matryoshka_budget_used_ratio", FRACTIONS)
                .help("The largest fraction of any limit of the budget that a token tree uses.")
                .register(registry);
        cut = Counter.builder()
                .name("matryoshka_budget_cut_embeddings_total")
                .help("Embedded tokens that the budget left out; services exchange for them.")
                .register(registry);
        exchanges = Counter.builder()
                .name("matryoshka_exchanges_total")
                .help("Tokens exchanged, by the client and the service that the new token is for.")
                .labelNames("client", "service")
                .register(registry);
    }

    private static Histogram.Builder histogram(String name, double... bounds) {
        return Histogram.builder().name(name).classicOnly().classicUpperBounds(bounds);
    }

    /**
     * A request was answered.
     *
     * @param grant one of the issuer's own
     * @param outcome {@link #ISSUED} or the code of an OAuth error
     */
    public void answered(String grant, String outcome, long nanos) {
        requests.labelValues(grant, outcome).inc();
        requestSeconds.labelValues(grant).observe(nanos / NANOS);
    }

    /**
     * A token was issued.
     *
     * @param tokens how many were minted; none if the client gets a handle
     * @param used the largest fraction of the budget that it uses
     */
    public void issued(String grant, TokenPlan plan, int tokens, double used, long nanos) {
        mintSeconds.labelValues(grant).observe(nanos / NANOS);
        minted.labelValues(grant).inc(tokens);
        budgetUsed.observe(used);
        cut.inc(plan.leafFirst().stream().mapToInt(token -> token.cut().size()).sum());
    }

    /** A client exchanged a token. */
    public void exchanged(String client, String service) {
        Edge edge = counted(new Edge(client, service));
        exchanges.labelValues(edge.holder(), edge.callee()).inc();
    }

    /** Returns what has been counted since the start. */
    public TokenFigures figures() {
        return new TokenFigures(counts(requests), counts(minted), counts(exchanges), (long) cut.get());
    }

    private static List<TokenFigures.Count> counts(Counter counter) {
        return counter.collect().getDataPoints().stream()
                .map(point -> new TokenFigures.Count(
                        point.getLabels().stream().collect(Collectors.toMap(Label::getName, Label::getValue)),
                        (long) point.getValue()))
                .toList();
    }

    private Edge counted(Edge edge) {
        synchronized (edges) {
            return edges.contains(edge) || (edges.size() < MAX_EDGES && edges.add(edge))
                    ? edge
                    : new Edge(OTHER, OTHER);
        }
    }
}
