package matryoshka.service.graph.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Violation;
import matryoshka.service.graph.document.ReadDocument;

/**
 * Replaces an owner's part of a graph, and nothing else. A service is the owner's if it lists the owner among its owners; a dependency is
 * if it leads from such a service. Removes what only this owner has and the new document omits. Never removes a service with several
 * owners, since the others may need it.
 */
final class ReplaceOwned {
    private static final String RULE = "other-owner";

    private final GraphDocument current;
    private final GraphDocument fragment;
    private final String owner;
    /** Services that the fragment describes or removes: their dependencies are replaced. */
    private final Set<String> described = new HashSet<>();

    private final List<Violation> violations;

    private ReplaceOwned(GraphDocument current, ReadDocument fragment, String owner) {
        this.current = current;
        this.fragment = fragment.document();
        this.owner = owner;
        this.violations = new ArrayList<>(fragment.violations());
    }

    /** Returns the graph with the fragment in place of the owner's part, and a violation for each element that is not the owner's. */
    static ReadDocument in(GraphDocument current, ReadDocument fragment, String owner) {
        return new ReplaceOwned(current, fragment, owner).replaced();
    }

    private ReadDocument replaced() {
        SortedMap<String, Service> services = services();
        SortedMap<String, Dependency> dependencies = dependencies();
        if (!fragment.invariants().isEmpty()) {
            violate("/invariants", "Guard rails have no owner: publish them with the whole graph.");
        }
        return new ReadDocument(new GraphDocument(services, dependencies, current.invariants()), violations);
    }

    private SortedMap<String, Service> services() {
        SortedMap<String, Service> services = new TreeMap<>(current.services());
        services.values().removeIf(service -> {
            boolean alone = isOwners(service) && service.owners().size() == 1;
            if (alone) {
                described.add(service.name());
            }
            return alone;
        });
        fragment.services().forEach((name, service) -> {
            Service before = current.services().get(name);
            if (before != null && !isOwners(before)) {
                violate("/services/" + name, "The service \"" + name + "\" has other owners.");
            } else if (isOwners(service)) {
                described.add(name);
            } else {
                violate("/services/" + name + "/owners", "The owners must include \"" + owner + "\".");
            }
            services.put(name, service);
        });
        return services;
    }

    private SortedMap<String, Dependency> dependencies() {
        SortedMap<String, Dependency> dependencies = new TreeMap<>(current.dependencies());
        dependencies.values().removeIf(dependency -> described.contains(dependency.from()));
        fragment.dependencies().forEach((name, dependency) -> {
            if (!isOwners(dependency.from())) {
                violate(
                        "/dependencies/" + name + "/from",
                        "\"" + dependency.from() + "\" is not a service of \"" + owner + "\".");
            } else if (dependencies.containsKey(name)
                    && !isOwners(dependencies.get(name).from())) {
                violate(
                        "/dependencies/" + name,
                        "The dependency \"" + name + "\" leads from a service of other owners.");
            }
            dependencies.put(name, dependency);
        });
        return dependencies;
    }

    private boolean isOwners(String service) {
        Service found =
                current.services().getOrDefault(service, fragment.services().get(service));
        return found != null && isOwners(found);
    }

    private boolean isOwners(Service service) {
        return service.owners().contains(owner);
    }

    private void violate(String pointer, String sentence) {
        violations.add(new Violation(pointer, RULE, sentence));
    }
}
