package matryoshka.service.staleness.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishedVersion;

/**
 * What versions changed, found by comparing each document with the one before: slow and plain. Passes {@link GraphChangesContract}, as the
 * real one does.
 *
 * @param versions all that were published
 */
record InMemoryGraphChanges(GraphVersions versions) implements GraphChanges {

    @Override
    public Map<String, PublishedVersion> forms(Set<String> dependencies, long version) {
        Map<String, PublishedVersion> forms = new TreeMap<>();
        for (long number = 1; number <= version; number++) {
            Map<String, Dependency> before = document(number - 1).dependencies();
            Map<String, Dependency> after = document(number).dependencies();
            for (String name : dependencies) {
                if (after.containsKey(name) && !after.get(name).equals(before.get(name))) {
                    forms.put(name, published(number));
                }
            }
        }
        return forms;
    }

    @Override
    public List<GraphChange> concerning(Concern concern, long after, long upTo, int most) {
        List<GraphChange> changes = new ArrayList<>();
        for (long number = upTo; number > after && changes.size() < most; number--) {
            List<String> services = services(concern, number);
            List<String> dependencies = dependencies(concern, number);
            if (!services.isEmpty() || !dependencies.isEmpty()) {
                changes.add(new GraphChange(published(number), services, dependencies));
            }
        }
        return changes;
    }

    private List<String> services(Concern concern, long number) {
        Set<String> names = new TreeSet<>(concern.own());
        names.addAll(concern.path());
        return names.stream()
                .filter(name -> !Objects.equals(
                        document(number - 1).services().get(name),
                        document(number).services().get(name)))
                .toList();
    }

    private List<String> dependencies(Concern concern, long number) {
        Map<String, Dependency> before = document(number - 1).dependencies();
        Map<String, Dependency> after = document(number).dependencies();
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .sorted()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .filter(name -> Stream.of(Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name)))
                        .flatMap(Optional::stream)
                        .anyMatch(dependency -> counts(concern, dependency)))
                .toList();
    }

    private static boolean counts(Concern concern, Dependency dependency) {
        return concern.own().contains(dependency.from())
                || (concern.path().contains(dependency.from()) && concern.path().contains(dependency.to()));
    }

    private GraphDocument document(long version) {
        return versions.load(version).orElseThrow();
    }

    private PublishedVersion published(long version) {
        return versions.history(version + 1, 1).get(0);
    }
}
