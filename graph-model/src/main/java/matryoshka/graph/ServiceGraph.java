package matryoshka.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A valid graph, indexed for resolution. Immutable. */
public final class ServiceGraph {
    private final GraphDocument document;
    private final Duration defaultLifetime;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Service> byAudience = new HashMap<>();
    private final Map<String, Service> ownerOfScope = new HashMap<>();
    private final Map<String, List<Dependency>> byCaller = new HashMap<>();

    private ServiceGraph(GraphDocument document, GraphTerms terms) {
        this.document = document;
        this.defaultLifetime = terms.defaultLifetime();
        index(BuiltIn.service(terms.issuer()));
        document.services().values().forEach(this::index);
        // The document is ordered by name, so each caller's list is too.
        for (Dependency dependency : document.dependencies().values()) {
            byCaller.computeIfAbsent(dependency.from(), caller -> new ArrayList<>())
                    .add(dependency);
        }
    }

    private void index(Service service) {
        services.put(service.name(), service);
        byAudience.put(UriNormalForm.of(service.effectiveAudience()), service);
        service.scopes().keySet().forEach(scope -> ownerOfScope.put(scope, service));
    }

    /** Creates the graph of a document that the caller knows to be valid; {@code ValidatedGraph} checks that. */
    public static ServiceGraph unvalidated(GraphDocument document, GraphTerms terms) {
        return new ServiceGraph(document, terms);
    }

    public GraphDocument document() {
        return document;
    }

    /** Returns the service with this name, including the built-in one. */
    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** Returns the service with this name or audience, in any spelling of the audience; clients may use either. */
    public Optional<Service> target(String nameOrAudience) {
        return service(nameOrAudience).or(() -> Optional.ofNullable(byAudience.get(UriNormalForm.of(nameOrAudience))));
    }

    /** Returns the one service that owns this scope. */
    public Optional<Service> ownerOf(String scope) {
        return Optional.ofNullable(ownerOfScope.get(scope));
    }

    /** Groups scopes by the security context of their owners; omits scopes that the graph does not have. */
    public SortedMap<String, Scopes> byContext(Scopes scopes) {
        SortedMap<String, List<String>> byContext = new TreeMap<>();
        for (String scope : scopes) {
            ownerOf(scope)
                    .ifPresent(owner -> byContext
                            .computeIfAbsent(owner.effectiveContext(), context -> new ArrayList<>())
                            .add(scope));
        }
        SortedMap<String, Scopes> sets = new TreeMap<>();
        byContext.forEach((context, tokens) -> sets.put(context, Scopes.of(tokens)));
        return sets;
    }

    /** Returns the edges that start at this service, by name. */
    public List<Dependency> dependenciesOf(String caller) {
        return byCaller.getOrDefault(caller, List.of());
    }

    /** Returns the longest lifetime of a token for this service. */
    public Duration lifetime(Service service) {
        return service.lifetime() == null ? defaultLifetime : service.lifetime();
    }
}
