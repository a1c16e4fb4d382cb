package matryoshka.graph;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Scopes by the name of the service that owns them, without services of which there is no scope. Immutable. */
public record ScopesByService(SortedMap<String, Scopes> services) {
    public static final ScopesByService NONE = new ScopesByService(Collections.emptySortedMap());

    public ScopesByService {
        SortedMap<String, Scopes> some = new TreeMap<>(services);
        some.values().removeIf(Scopes::isEmpty);
        services = Collections.unmodifiableSortedMap(some);
    }

    public static ScopesByService of(Map<String, Scopes> services) {
        return services.isEmpty() ? NONE : new ScopesByService(new TreeMap<>(services));
    }

    /** Returns the scopes at one service. */
    public Scopes at(String service) {
        return services.getOrDefault(service, Scopes.NONE);
    }

    public boolean isEmpty() {
        return services.isEmpty();
    }

    /** Calls an action for each service, by name. */
    public void forEach(BiConsumer<String, Scopes> action) {
        services.forEach(action);
    }
}
