package matryoshka.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import matryoshka.graph.validation.ValidatedGraph;

/** Writes graph documents in tests: a test states only what matters to it. */
public final class GraphBuilder {
    public static final GraphTerms TERMS = new GraphTerms(
            "https://issuer.example",
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofHours(24),
            Sorted.set(List.of("iss", "sub", "aud", "act", "scope")));

    private final SortedMap<String, Service> services = new TreeMap<>();
    private final SortedMap<String, Dependency> dependencies = new TreeMap<>();
    private final SortedMap<String, Invariant> invariants = new TreeMap<>();

    public static GraphBuilder graph() {
        return new GraphBuilder();
    }

    /** One with all of a document in it, to be changed. */
    public static GraphBuilder of(GraphDocument document) {
        GraphBuilder builder = new GraphBuilder();
        builder.services.putAll(document.services());
        builder.dependencies.putAll(document.dependencies());
        builder.invariants.putAll(document.invariants());
        return builder;
    }

    /** A service in a context of its own, with these scopes. */
    public GraphBuilder service(String name, String... scopes) {
        return service(name, service -> service, scopes);
    }

    public GraphBuilder service(String name, UnaryOperator<Service> with, String... scopes) {
        Map<String, String> described = new TreeMap<>();
        for (String scope : scopes) {
            described.put(scope, "");
        }
        services.put(name, with.apply(Service.of(name, described)));
        return this;
    }

    public GraphBuilder inContext(String context, String name, String... scopes) {
        return service(
                name,
                s -> new Service(s.name(), null, context, null, s.owners(), null, s.scopes(), ServiceKeys.NONE),
                scopes);
    }

    /** {@code "a:x a:y > b:z"}: from the owner of the first scopes to the owner of the last; owners are what precedes the colon. */
    public GraphBuilder embed(String name, String arrow) {
        return edge(name, arrow, Sharing.EMBED, dependency -> dependency);
    }

    public GraphBuilder exchange(String name, String arrow) {
        return edge(name, arrow, Sharing.EXCHANGE, dependency -> dependency);
    }

    public GraphBuilder reuse(String name, String arrow) {
        return edge(name, arrow, Sharing.REUSE, dependency -> dependency);
    }

    public GraphBuilder edge(String name, String arrow, Sharing sharing, UnaryOperator<Dependency> with) {
        int middle = arrow.indexOf('>');
        List<String> requires = words(arrow.substring(0, middle));
        List<String> grants = words(arrow.substring(middle + 1));
        String from = owner(requires.get(0));
        requires.removeIf(scope -> !scope.contains(":"));
        return dependency(with.apply(new Dependency(
                name,
                from,
                owner(grants.get(0)),
                Scopes.of(requires),
                Scopes.of(grants),
                sharing,
                null,
                null,
                false,
                ClaimRules.NONE)));
    }

    public GraphBuilder dependency(Dependency dependency) {
        dependencies.put(dependency.name(), dependency);
        return this;
    }

    public GraphBuilder without(String dependency) {
        dependencies.remove(dependency);
        return this;
    }

    public GraphBuilder invariant(Invariant invariant) {
        invariants.put(invariant.name(), invariant);
        return this;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        new StringTokenizer(text).asIterator().forEachRemaining(word -> words.add((String) word));
        return words;
    }

    private static String owner(String scope) {
        int colon = scope.indexOf(':');
        return colon < 0 ? scope : scope.substring(0, colon);
    }

    public GraphDocument document() {
        return new GraphDocument(services, dependencies, invariants);
    }

    public ServiceGraph valid() {
        return valid(document());
    }

    public static ServiceGraph valid(GraphDocument document) {
        ValidatedGraph validated = ValidatedGraph.of(document, TERMS);
        if (validated instanceof ValidatedGraph.Valid valid) {
            return valid.graph();
        }
        throw new AssertionError(
                ((ValidatedGraph.Invalid) validated).violations().toString());
    }

    public List<Violation> violations() {
        return violations(document());
    }

    public static List<Violation> violations(GraphDocument document) {
        return ValidatedGraph.of(document, TERMS) instanceof ValidatedGraph.Invalid invalid
                ? invalid.violations()
                : List.of();
    }
}
