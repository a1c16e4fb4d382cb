package matryoshka.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Prints the results of a soak, each figure with its bound. */
final class Report {
    private static final double MAX_SLOWDOWN = 3;
    private static final double MAX_GROWTH = 1.25;
    /** Fewer rows than this do not count as growth. */
    private static final long FEW_ROWS = 500;

    private boolean good = true;

    boolean isGood() {
        return good;
    }

    void latency(Workload.Result alone, Workload.Result beside) {
        System.out.println("| good clients | requests | p50 ms | p99 ms | p99.9 ms | errors |");
        System.out.println("|---|---|---|---|---|---|");
        print("by themselves", alone);
        print("beside hostile ones", beside);
        check(
                "errors of good clients",
                alone.errors().isEmpty() && beside.errors().isEmpty(),
                "none");
        double slowdown = beside.percentile(0.99) / alone.percentile(0.99);
        check(
                String.format(Locale.ROOT, "p99 beside / p99 alone = %.2f", slowdown),
                slowdown <= MAX_SLOWDOWN,
                "at most 3");
    }

    private static void print(String who, Workload.Result result) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %s |%n",
                who,
                result.micros().length,
                result.percentile(0.5) / 1e3,
                result.percentile(0.99) / 1e3,
                result.percentile(0.999) / 1e3,
                result.errors());
    }

    void hostile(List<Hostile> all) {
        System.out.println();
        for (Hostile one : all) {
            System.out.printf(Locale.ROOT, "hostile, %s: answers by status %s%n", one.name(), one.answers());
            check(
                    "500s of the hostile client \"" + one.name() + "\"",
                    !one.answers().containsKey(500),
                    "none");
        }
    }

    /** Returns whether the last third has at most a quarter more than the second. In the first third, bounded stores fill up. */
    void growth(Growth growth) {
        List<Growth.Reading> readings = growth.readings();
        System.out.println();
        System.out.println("| what | second third | last third |");
        System.out.println("|---|---|---|");
        level("lowest heap in use, MiB", readings, Growth.Reading::heapMebibytes, 64, true);
        SortedSet<String> tables = new TreeSet<>();
        readings.forEach(reading -> tables.addAll(reading.rows().keySet()));
        for (String table : tables) {
            level("rows of " + table, readings, reading -> reading.rows().getOrDefault(table, 0L), FEW_ROWS, false);
        }
    }

    private void level(
            String what,
            List<Growth.Reading> readings,
            ToLongFunction<Growth.Reading> value,
            long negligible,
            boolean lowest) {
        int third = readings.size() / 3;
        long middle = extreme(readings.subList(third, 2 * third), value, lowest);
        long last = extreme(readings.subList(2 * third, readings.size()), value, lowest);
        if (last > 0) {
            System.out.printf(Locale.ROOT, "| %s | %d | %d |%n", what, middle, last);
        }
        if (last > MAX_GROWTH * middle && last - middle > negligible) {
            check(what + " grew from " + middle + " to " + last, false, "level");
        }
    }

    private static long extreme(List<Growth.Reading> some, ToLongFunction<Growth.Reading> value, boolean lowest) {
        return (lowest
                        ? some.stream().mapToLong(value).min()
                        : some.stream().mapToLong(value).max())
                .orElse(0);
    }

    private void check(String what, boolean holds, String bound) {
        System.out.printf(Locale.ROOT, "%s: %s (bound: %s)%n", holds ? "met" : "MISSED", what, bound);
        good &= holds;
    }
}
