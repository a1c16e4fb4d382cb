package matryoshka.benchmarks.hops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Compares what a service does for each request with Nimbus' verification of a flat token: a fork of each in turn, several times. Prints
 * medians, since the machine may have other work, and the bytes that are allocated.
 */
public final class VerificationRatio {
    private static final int ROUNDS = 5;
    private static final double MEDIAN = 50;
    private static final String FLAT = ", flat, Nimbus";

    private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();

    private VerificationRatio() {}

    private record Measured(double micros, double bytes) {}

    public static void main(String[] args) throws RunnerException {
        VerificationRatio ratio = new VerificationRatio();
        for (int round = 0; round < ROUNDS; round++) {
            ratio.compare("ES256", Signatures.JDK, "4", "10");
            ratio.compare("ES256", Signatures.ACCP, "4", "10");
            ratio.compare("RS256", Signatures.JDK, "4");
            ratio.run("hit of the cache", Signatures.ACCP, CacheHitBenchmark.class, Map.of());
        }
        ratio.print();
    }

    private void compare(String algorithm, Signatures signatures, String... trees) throws RunnerException {
        String name = algorithm + " by " + signatures;
        Map<String, String> parameters = Map.of("algorithm", algorithm, "signatures", signatures.name());
        run(name + FLAT, signatures, FlatTokenBenchmark.class, parameters);
        for (String tokens : trees) {
            Map<String, String> more = new HashMap<>(parameters);
            more.put("tokens", tokens);
            run(name + ", tree of " + tokens, signatures, ReceivedTokenBenchmark.class, more);
        }
    }

    private void run(String name, Signatures signatures, Class<?> benchmark, Map<String, String> parameters)
            throws RunnerException {
        var options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(signatures.options().toArray(String[]::new))
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        rounds.computeIfAbsent(name, unused -> new ArrayList<>())
                .add(new Measured(
                        result.getPrimaryResult().getStatistics().getPercentile(MEDIAN),
                        Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                                .getScore()));
    }

    private void print() {
        System.out.println("| what | median | lowest–highest of " + ROUNDS + " | to Nimbus | bytes allocated |");
        System.out.println("|---|---|---|---|---|");
        rounds.forEach((name, measured) -> {
            double[] micros =
                    measured.stream().mapToDouble(Measured::micros).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f µs | %.1f–%.1f | %s | %.0f |%n",
                    name,
                    micros[ROUNDS / 2],
                    micros[0],
                    micros[ROUNDS - 1],
                    ratio(name, measured),
                    measured.stream().mapToDouble(Measured::bytes).sorted().toArray()[ROUNDS / 2]);
        });
    }

    /** The median of the rounds' ratios: what disturbs a round disturbs both. */
    private String ratio(String name, List<Measured> measured) {
        List<Measured> flat = rounds.get(name.split(",", -1)[0] + FLAT);
        if (flat == null) {
            return "";
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(measured.get(round).micros() / flat.get(round).micros());
        }
        return String.format(
                Locale.ROOT, "%.2f", ratios.stream().sorted().toList().get(ROUNDS / 2));
    }
}
