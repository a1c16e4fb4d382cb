package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.service.testing.ScrapedMetrics;

/** The PromQL of alerts and dashboards, as far as it names metrics and labels. */
final class PromExpressions {
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_]\\w*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_]\\w*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "up");
    /** Labels that Prometheus adds. */
    private static final Set<String> SCRAPER = Set.of("job", "instance");

    private PromExpressions() {}

    /** Returns those of all alerts and dashboards. */
    static List<String> in(Path ops) throws IOException {
        List<String> found = new ArrayList<>();
        JsonNode alerts = new ObjectMapper(new YAMLFactory())
                .readTree(ops.resolve("prometheus/alerts.yaml").toFile());
        JsonNode dashboard = new ObjectMapper()
                .readTree(ops.resolve("grafana/matryoshka.json").toFile());
        alerts.findValuesAsText("expr", found);
        dashboard.findValuesAsText("expr", found);
        return found;
    }

    /** Returns the metrics, labels and values of labels that are not served. */
    static Set<String> missing(String expression, ScrapedMetrics served) {
        Set<String> missing = new TreeSet<>();
        Set<String> labels = new TreeSet<>(SCRAPER);
        String rest = expression.replaceAll("\\[[^]]*]", " ");
        for (Matcher selector = SELECTOR.matcher(rest); selector.find(); ) {
            String metric = selector.group(1);
            MATCHER.matcher(selector.group(2)).results().forEach(matcher -> {
                String label = matcher.group(1);
                if (matcher.group(2).equals("=") && !served.has(metric, Map.of(label, matcher.group(3)))) {
                    note(!SCRAPER.contains(label), metric + "{" + label + "=" + matcher.group(3) + "}", missing);
                } else {
                    note(!SCRAPER.contains(label) && !served.labels(metric).contains(label), label, missing);
                }
            });
        }
        List<String> grouping = new ArrayList<>();
        GROUPING.matcher(rest)
                .results()
                .forEach(group -> grouping.addAll(List.of(group.group(1).split("\\s*,\\s*"))));
        String bare = GROUPING.matcher(rest.replaceAll("\\{[^}]*}", " ")).replaceAll(" ");
        NAME.matcher(bare)
                .results()
                .map(name -> name.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(metric -> {
                    labels.addAll(served.labels(metric));
                    note(!served.names().contains(metric), metric, missing);
                });
        grouping.forEach(label -> note(!labels.contains(label), label, missing));
        return missing;
    }

    private static void note(boolean isMissing, String what, Set<String> missing) {
        if (isMissing) {
            missing.add(what);
        }
    }
}
