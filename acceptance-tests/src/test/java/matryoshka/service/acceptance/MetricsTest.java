package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.ScrapedMetrics;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads from the admin port, and what is made of it. */
@ExtendWith(SharedIssuer.class)
class MetricsTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path OPS = Path.of("../ops");
    private static final Map<String, String> EXCHANGE = Map.of("client", "mt-shop", "service", "mt-pay");
    private static final String GRAPH = """
            services:
              mt-shop: {scopes: {"mt-shop:order": ""}}
              mt-pay: {scopes: {"mt-pay:charge": ""}}
              mt-mail: {scopes: {"mt-mail:send": ""}}
            dependencies:
              mt-shop-pay: {from: mt-shop, to: mt-pay, grants: ["mt-pay:charge"]}
              mt-shop-mail: {from: mt-shop, to: mt-mail, grants: ["mt-mail:send"]%s}
            """;

    private static ServiceClient app;
    private static ServiceClient shop;
    private static ScrapedMetrics before;
    private static ScrapedMetrics after;
    private static JsonNode activityBefore;
    private static JsonNode activityAfter;

    @BeforeAll
    static void use_it(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH.formatted(""));
        app = ServiceClient.registered(issuer, "mt-app", "mt-shop:order");
        shop = ServiceClient.registered(issuer, "mt-shop", "");
        before = ScrapedMetrics.of(issuer);
        activityBefore = issuer.read("/activity");
        String token = app.token("");
        assertThat(shop.exchange(token, "&audience=mt-pay").statusCode()).isEqualTo(200);
        assertThat(app.exchange(token, "&audience=mt-unknown").statusCode()).isEqualTo(400);
        assertThat(issuer.token("mt-app", "wrong", "").statusCode()).isEqualTo(401);
        after = ScrapedMetrics.of(issuer);
        activityAfter = issuer.read("/activity");
    }

    @Test
    void token_requests_are_counted_by_grant_and_outcome() {
        String name = "matryoshka_token_requests_total";

        assertThat(more(name, Map.of("grant", "client_credentials", "outcome", "issued")))
                .isGreaterThanOrEqualTo(1);
        assertThat(more(name, Map.of("grant", "client_credentials", "outcome", "invalid_client")))
                .isGreaterThanOrEqualTo(1);
        assertThat(more(name, Map.of("grant", "token-exchange", "outcome", "issued")))
                .isGreaterThanOrEqualTo(1);
        assertThat(more(name, Map.of("grant", "token-exchange"))).isGreaterThanOrEqualTo(2);
        assertThat(more("matryoshka_token_request_duration_seconds_count", Map.of("grant", "token-exchange")))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void minting_is_measured() {
        assertThat(more("matryoshka_mint_duration_seconds_count", Map.of("grant", "client_credentials")))
                .isGreaterThanOrEqualTo(1);
        // One for the shop, and two that are embedded in it.
        assertThat(more("matryoshka_minted_tokens_total", Map.of("grant", "client_credentials")))
                .isGreaterThanOrEqualTo(3);
        assertThat(more("matryoshka_budget_used_ratio_count", Map.of())).isGreaterThanOrEqualTo(2);
        assertThat(more("matryoshka_exchanges_total", EXCHANGE)).isEqualTo(1);
    }

    @Test
    void the_api_has_the_same_numbers() {
        assertThat(activityAfter.get("instance")).isEqualTo(activityBefore.get("instance"));
        assertThat(activityMore("requests", Map.of("grant", "client_credentials", "outcome", "invalid_client")))
                .isGreaterThanOrEqualTo(1);
        assertThat(activityMore("requests", Map.of("grant", "token-exchange", "outcome", "issued")))
                .isGreaterThanOrEqualTo(1);
        assertThat(activityMore("minted", Map.of("grant", "client_credentials")))
                .isGreaterThanOrEqualTo(3);
        assertThat(activityMore("exchanges", EXCHANGE)).isEqualTo(1);
        assertThat(activityMore("refusals", Map.of("kind", "authentication", "reason", "wrong-secret")))
                .isGreaterThanOrEqualTo(1);
        assertThat(activityMore("refusals", Map.of("kind", "exchange"))).isGreaterThanOrEqualTo(1);
    }

    @Test
    void stale_plans_are_counted_by_direction(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH.formatted(""));
        app.token("");
        issuer.publish(GRAPH.formatted(", requires: [\"mt-shop:never\"]")
                .replace("\"mt-shop:order\": \"\"", "\"mt-shop:order\": \"\", \"mt-shop:never\": \"\""));

        Soon.holds(
                () -> ScrapedMetrics.of(issuer).sum("matryoshka_stale_plan_nodes", Map.of("direction", "excess")) > 0);
    }

    @Test
    void what_the_libraries_measure_is_served() {
        assertThat(after.names())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_collection_seconds_count",
                        "process_cpu_seconds_total",
                        "database_pool_active",
                        "http_responses_total",
                        "log_lines_total");
        assertThat(after.has("matryoshka_cache_hits_total", Map.of("cache", "plans")))
                .isTrue();
        assertThat(after.sum("matryoshka_graph_versions_behind", Map.of())).isZero();
    }

    @Test
    void every_metric_of_the_issuer_is_documented_with_its_labels() throws Exception {
        Pattern row = Pattern.compile("(?m)^\\| `(\\w+)` \\|([^|]*)\\|");
        Set<String> documented = row.matcher(Files.readString(Path.of("../docs/operations.md")))
                .results()
                .filter(line -> line.group(1).startsWith("matryoshka_"))
                .map(line -> line.group(1) + words(line.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = after.names().stream()
                .filter(name -> name.startsWith("matryoshka_") && !name.matches(".*_(sum|count)"))
                .map(name -> {
                    Set<String> labels = new TreeSet<>(after.labels(name));
                    labels.remove("le");
                    return name.replaceAll("_bucket$", "") + labels;
                })
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(served);
    }

    @Test
    void alerts_and_dashboard_use_only_what_is_served() throws Exception {
        List<String> expressions = PromExpressions.in(OPS);

        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(expressions)
                .allSatisfy(expression -> assertThat(PromExpressions.missing(expression, after))
                        .as(expression)
                        .isEmpty());
    }

    @Test
    void an_expression_with_an_unknown_metric_or_label_is_found() {
        assertThat(PromExpressions.missing("sum by (cache) (rate(matryoshka_cache_hits_total[5m]))", after))
                .isEmpty();
        assertThat(PromExpressions.missing("max(matryoshka_cache_htis_total) > 1", after))
                .containsExactly("matryoshka_cache_htis_total");
        assertThat(PromExpressions.missing("sum by (cahce) (matryoshka_cache_hits_total)", after))
                .containsExactly("cahce");
        assertThat(PromExpressions.missing("matryoshka_cache_hits_total{cache=\"plnas\"}", after))
                .containsExactly("matryoshka_cache_hits_total{cache=plnas}");
    }

    @Test
    void promtool_accepts_metrics_and_alerts(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: apt-get install prometheus");

        Path text = Files.writeString(folder.resolve("metrics.txt"), after.text());
        assertThat(run(text, folder, "check", "metrics").lines())
                .filteredOn(line -> line.startsWith("matryoshka_"))
                .isEmpty();
        run(
                text,
                folder,
                "check",
                "rules",
                OPS.resolve("prometheus/alerts.yaml").toString());
    }

    private static long activityMore(String list, Map<String, String> labels) {
        return activity(activityAfter.get(list), labels) - activity(activityBefore.get(list), labels);
    }

    private static long activity(JsonNode rows, Map<String, String> labels) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> labels.entrySet().stream()
                        .allMatch(label -> row.path(label.getKey()).asText().equals(label.getValue())))
                .mapToLong(row -> row.get("count").asLong())
                .sum();
    }

    private static double more(String name, Map<String, String> labels) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    private static Set<String> words(String cell) {
        return Pattern.compile("`(\\w+)`")
                .matcher(cell)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String run(Path input, Path folder, String... arguments) throws Exception {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = promtool.waitFor();
        // 3: findings of the linter, which are in the output.
        assertThat(status).as(Files.readString(output)).isIn(0, 3);
        return Files.readString(output);
    }
}
