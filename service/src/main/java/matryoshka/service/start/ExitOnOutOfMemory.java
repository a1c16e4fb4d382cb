package matryoshka.service.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether this JVM ends when it runs out of memory. Workers survive that, but the server's own threads need not: what is left would
 * answer some requests, and others never.
 */
public final class ExitOnOutOfMemory {
    private static final List<String> OPTIONS = List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError");

    private ExitOnOutOfMemory() {}

    /** What the operator is to be told; empty when all is well. */
    public static Optional<String> warning() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return warning(option -> jvm == null ? "" : jvm.getVMOption(option).getValue());
    }

    /** @param value of an option of the JVM */
    static Optional<String> warning(UnaryOperator<String> value) {
        return OPTIONS.stream().anyMatch(option -> isOn(value, option))
                ? Optional.empty()
                : Optional.of("This JVM goes on after it has run out of memory, with threads missing."
                        + " Start it with -XX:+ExitOnOutOfMemoryError, and have it started again when it ends.");
    }

    private static boolean isOn(UnaryOperator<String> value, String option) {
        try {
            return Boolean.parseBoolean(value.apply(option));
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
