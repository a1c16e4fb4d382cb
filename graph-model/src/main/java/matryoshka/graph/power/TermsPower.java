package matryoshka.graph.power;

import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.power.AuthorityWidening.Kind;
import org.jspecify.annotations.Nullable;

/** The authority at its callee that a dependency gives away when its terms change. */
final class TermsPower {
    private TermsPower() {}

    /** Reports each widening by its kind and a sentence. */
    static void between(DependencyTerms earlier, DependencyTerms later, BiConsumer<Kind, String> report) {
        if (earlier.when() != null && !earlier.when().equals(later.when())) {
            String what = later.when() == null ? "It no longer has a condition." : "Its condition changes.";
            report.accept(Kind.CONDITION_WIDENED, what);
        }
        SortedSet<String> eased = eased(earlier.parameters(), later.parameters());
        if (!eased.isEmpty()) {
            report.accept(
                    Kind.PARAMETERS_WIDENED,
                    "\"%s\" is no longer required, or no longer matched against the same pattern."
                            .formatted(String.join("\", \"", eased)));
        }
        if (seconds(later.extend()).compareTo(seconds(earlier.extend())) > 0) {
            report.accept(
                    Kind.EXTENSION_WIDENED, "Its token may outlive the subject token by %s.".formatted(later.extend()));
        }
        if (leniency(later.excess()) > leniency(earlier.excess())) {
            report.accept(
                    Kind.STALENESS_WIDENED,
                    "Tokens with withdrawn authority may stay active where they did not before.");
        }
    }

    /** It cannot be decided which patterns accept the same values, so any different pattern may accept more. */
    private static SortedSet<String> eased(SortedMap<String, String> earlier, SortedMap<String, String> later) {
        SortedSet<String> eased = new TreeSet<>();
        earlier.forEach((name, pattern) -> {
            if (!pattern.equals(later.get(name))) {
                eased.add(name);
            }
        });
        return eased;
    }

    private static Duration seconds(@Nullable Duration extension) {
        return extension == null ? Duration.ZERO : extension;
    }

    /** Without a policy in the graph, the issuer's default applies, which the graph does not know and which can be either. */
    private static int leniency(@Nullable ExcessPolicy excess) {
        if (excess == null) {
            return 1;
        }
        return switch (excess) {
            case REJECT -> 0;
            case FLAG -> 2;
        };
    }
}
