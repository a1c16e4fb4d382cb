package matryoshka.graph;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The issuer's own admin API as a service. It is in every graph and in no document; its name and scopes are reserved. */
public final class BuiltIn {
    public static final String NAME = "matryoshka";

    public static final String GRAPH_READ = "graph:read";
    public static final String GRAPH_WRITE = "graph:write";
    public static final String GRAPH_PUBLISH_ANY = "graph:publish-any";
    public static final String CLIENTS_READ = "clients:read";
    public static final String CLIENTS_WRITE = "clients:write";
    public static final String TOKENS_INTROSPECT = "tokens:introspect";
    public static final String KEYS_ROTATE = "keys:rotate";

    private static final SortedMap<String, String> SCOPES = Sorted.map(Map.of(
            GRAPH_READ, "Read the graph, its history and plans",
            GRAPH_WRITE, "Publish changes of the graph",
            GRAPH_PUBLISH_ANY, "Give away authority over services of other owners",
            CLIENTS_READ, "Read the registered clients",
            CLIENTS_WRITE, "Register, change and remove clients",
            TOKENS_INTROSPECT, "Introspect tokens for any audience",
            KEYS_ROTATE, "Rotate the signing keys"));

    private BuiltIn() {}

    /** Returns the built-in service of an issuer; its audience is the issuer's URL. */
    public static Service service(String issuer) {
        return new Service(
                NAME, issuer, null, "This issuer's admin API", Sorted.set(Set.of()), null, SCOPES, ServiceKeys.NONE);
    }

    /** Returns the reserved scopes. */
    public static Scopes scopes() {
        return Scopes.of(SCOPES.keySet());
    }
}
