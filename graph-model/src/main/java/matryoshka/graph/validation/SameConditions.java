package matryoshka.graph.validation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import matryoshka.graph.Dependency;
import matryoshka.graph.Sharing;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Embed edges from one caller to one callee contribute to one token. So edges that can apply in the same chain, which depends on their
 * clients, must have the same condition.
 */
final class SameConditions {
    private final Map<Pair, Group> groups = new HashMap<>();
    private final Consumer<Violation> report;

    private SameConditions(Consumer<Violation> report) {
        this.report = report;
    }

    /** Reports each edge whose condition differs from that of an earlier one, by name. */
    static void check(Collection<Dependency> dependencies, Consumer<Violation> report) {
        SameConditions conditions = new SameConditions(report);
        dependencies.stream()
                .filter(edge -> edge.sharing() == Sharing.EMBED)
                .forEach(edge -> conditions
                        .groups
                        .computeIfAbsent(new Pair(edge.from(), edge.to()), pair -> new Group())
                        .rivalOf(edge)
                        .ifPresent(earlier -> conditions.report(edge, earlier)));
    }

    private void report(Dependency edge, Dependency earlier) {
        report.accept(Pointer.DEPENDENCIES
                .to(edge.name())
                .to("when")
                .violates(
                        "when-differs",
                        "This and \"%s\" contribute to one token that \"%s\" holds for \"%s\", so they need the same condition."
                                .formatted(earlier.name(), edge.from(), edge.to())));
    }

    private record Pair(String from, String to) {}

    /** The edges of one pair seen so far; of equivalent ones only the first, so that the work is linear. */
    private static final class Group {
        private final Map<String, Dependency> firstByClient = new HashMap<>();
        private @Nullable Dependency firstForAll;
        private @Nullable Dependency first;
        private @Nullable Dependency firstUnlikeFirst;

        /** Adds an edge. Returns an earlier one with a different condition that can apply in the same chain. */
        Optional<Dependency> rivalOf(Dependency edge) {
            Optional<Dependency> rival = unlike(edge, firstForAll);
            SortedSet<String> clients = edge.clients();
            if (clients == null) {
                rival = rival.or(() -> unlike(edge, first)).or(() -> unlike(edge, firstUnlikeFirst));
                firstForAll = firstForAll == null ? edge : firstForAll;
            }
            for (String client : clients == null ? Set.<String>of() : clients) {
                Dependency earlier = firstByClient.putIfAbsent(client, edge);
                rival = rival.or(() -> unlike(edge, earlier));
            }
            if (first == null) {
                first = edge;
            } else if (firstUnlikeFirst == null && unlike(edge, first).isPresent()) {
                firstUnlikeFirst = edge;
            }
            return rival;
        }

        private static Optional<Dependency> unlike(Dependency edge, @Nullable Dependency earlier) {
            return earlier == null
                            || Objects.equals(
                                    edge.terms().when(), earlier.terms().when())
                    ? Optional.empty()
                    : Optional.of(earlier);
        }
    }
}
