package matryoshka.cli.keycloak;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.cli.keycloak.Proposal.Dependency;

/** Services that call each other in a circle exchange their tokens: embedded ones would have no end. */
final class EmbedWhereNoCircle {
    private EmbedWhereNoCircle() {}

    static SortedMap<String, Dependency> in(SortedMap<String, Dependency> dependencies) {
        SortedMap<String, Dependency> checked = new TreeMap<>();
        for (Map.Entry<String, Dependency> entry : dependencies.entrySet()) {
            Dependency one = entry.getValue();
            checked.put(
                    entry.getKey(),
                    new Dependency(
                            one.from(), one.to(), one.grants(), reaches(one.to(), one.from(), dependencies.values())));
        }
        return checked;
    }

    private static boolean reaches(String from, String to, Collection<Dependency> dependencies) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(to)) {
                return true;
            }
            if (seen.add(next)) {
                dependencies.stream()
                        .filter(dependency -> dependency.from().equals(next))
                        .forEach(dependency -> open.add(dependency.to()));
            }
        }
        return false;
    }
}
