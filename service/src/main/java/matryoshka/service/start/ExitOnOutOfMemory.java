package matryoshka.service.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Checks whether this JVM exits when it runs out of memory. Workers survive that, but the server's own threads may not: the rest would
 * answer some requests, and never answer others.
 */
public final class ExitOnOutOfMemory {
    private static final List<String> OPTIONS = List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError");

    private ExitOnOutOfMemory() {}

    /** Returns the warning for the operator; empty if all is well. */
    public static Optional<String> warning() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return warning(option -> jvm == null ? "" : jvm.getVMOption(option).getValue());
    }

    /** @param value returns the value of a JVM option */
    static Optional<String> warning(UnaryOperator<String> value) {
        return OPTIONS.stream().anyMatch(option -> isOn(value, option))
                ? Optional.empty()
                : Optional.of("This JVM keeps running after it has run out of memory, with threads missing."
                        + " Start it with -XX:+ExitOnOutOfMemoryError, and let a supervisor restart it when it exits.");
    }

    private static boolean isOn(UnaryOperator<String> value, String option) {
        try {
            return Boolean.parseBoolean(value.apply(option));
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
