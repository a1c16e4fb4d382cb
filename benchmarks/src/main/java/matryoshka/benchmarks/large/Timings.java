package matryoshka.benchmarks.large;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Runs tasks several times and prints how long they took, as rows of a table. */
public final class Timings {
    private Timings() {}

    public static void head(String title) {
        System.out.printf(Locale.ROOT, "%n| %s | median ms | lowest–highest | times |%n|---|---|---|---|%n", title);
    }

    /** Returns the result of the last run. Runs once before to warm up. */
    public static <T> T measure(String what, int times, Callable<T> action) throws Exception {
        double[] millis = new double[times];
        T last = action.call();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            last = action.call();
            millis[i] = millisSince(start);
        }
        print(what, millis);
        return last;
    }

    public static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    public static void print(String what, double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f–%.1f | %d |%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }

    public static void say(String what, String value) {
        System.out.printf(Locale.ROOT, "| %s | %s | | |%n", what, value);
    }
}
