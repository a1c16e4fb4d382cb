package matryoshka.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of an issuer at one moment, as Prometheus reads them. */
public record ScrapedMetrics(String text, List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {
        private static Sample parse(String line) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Map<String, String> labels = new TreeMap<>();
            if (parts.group(2) != null) {
                LABEL.matcher(parts.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            return new Sample(
                    parts.group(1), labels, Double.parseDouble(parts.group(3).replace("Inf", "Infinity")));
        }
    }

    public static ScrapedMetrics of(RunningIssuer issuer) throws IOException, InterruptedException {
        HttpResponse<String> answer = Answers.send(Answers.to(issuer.adminPort(), "/metrics"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        List<Sample> samples = new ArrayList<>();
        answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> samples.add(Sample.parse(line)));
        return new ScrapedMetrics(answer.body(), List.copyOf(samples));
    }

    /** Returns the names of all samples. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples.forEach(sample -> names.add(sample.name()));
        return names;
    }

    /** Returns the names of the labels of a metric. */
    public Set<String> labels(String name) {
        Set<String> labels = new TreeSet<>();
        of(name, labelled -> true)
                .forEach(sample -> labels.addAll(sample.labels().keySet()));
        return labels;
    }

    /** Returns the sum of a metric, over everything with these labels; 0 if there is nothing. */
    public double sum(String name, Map<String, String> labels) {
        return of(name, labelled -> labelled.entrySet().containsAll(labels.entrySet())).stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Returns whether something has this name and these labels. */
    public boolean has(String name, Map<String, String> labels) {
        return !of(name, labelled -> labelled.entrySet().containsAll(labels.entrySet()))
                .isEmpty();
    }

    private List<Sample> of(String name, Predicate<Map<String, String>> labelled) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && labelled.test(sample.labels()))
                .toList();
    }
}
