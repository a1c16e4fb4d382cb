package matryoshka.graph;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The number of elements of each kind in a document.
 *
 * @param services number of services
 * @param dependencies number of dependencies
 * @param invariants number of invariants
 * @param values everything that a service, dependency or invariant can have several of: scopes, list entries, members of claims
 * @param expressions distinct conditions and patterns; each is compiled
 */
public record DocumentSize(int services, int dependencies, int invariants, long values, int expressions) {

    /** Counts a document. */
    public static DocumentSize of(GraphDocument document) {
        Set<String> expressions = new HashSet<>();
        long values = 0;
        for (Service service : document.services().values()) {
            Map<String, String> encryption = service.keys().encryption();
            values += service.owners().size() + service.scopes().size() + (encryption == null ? 0 : encryption.size());
            values += service.hosts().size() + service.presenters().size();
        }
        for (Dependency dependency : document.dependencies().values()) {
            values += valuesOf(dependency);
            DependencyTerms terms = dependency.terms();
            if (terms.when() != null) {
                expressions.add(terms.when());
            }
            expressions.addAll(terms.parameters().values());
        }
        for (Invariant invariant : document.invariants().values()) {
            values += invariant instanceof Invariant.Callers callers
                    ? callers.callers().size()
                    : 0;
        }
        return new DocumentSize(
                document.services().size(),
                document.dependencies().size(),
                document.invariants().size(),
                values,
                expressions.size());
    }

    private static long valuesOf(Dependency dependency) {
        int clients = dependency.clients() == null ? 0 : dependency.clients().size();
        return (long) dependency.requires().size()
                + dependency.grants().size()
                + clients
                + dependency.claims().pass().size()
                + valuesIn(dependency.claims().set())
                + dependency.terms().parameters().size();
    }

    private static long valuesIn(Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.values().stream()
                    .mapToLong(member -> 1 + valuesIn(member))
                    .sum();
        }
        return value instanceof Collection<?> elements
                ? elements.stream().mapToLong(element -> 1 + valuesIn(element)).sum()
                : 0;
    }
}
