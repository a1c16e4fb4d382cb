package matryoshka.benchmarks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;

/** The services of a graph, in descending order of the number of services that they call. */
public record Hubs(List<String> services, Map<String, Integer> fanOut) {

    public static Hubs of(GraphDocument document) {
        Map<String, Integer> fanOut = new HashMap<>();
        document.services().keySet().forEach(name -> fanOut.put(name, 0));
        for (Dependency dependency : document.dependencies().values()) {
            fanOut.merge(dependency.from(), 1, Integer::sum);
        }
        List<String> services = new TreeMap<>(fanOut)
                .keySet().stream()
                        .sorted(Comparator.<String, Integer>comparing(name -> fanOut.getOrDefault(name, 0))
                                .reversed())
                        .toList();
        return new Hubs(services, fanOut);
    }

    public String largest() {
        return services.get(0);
    }

    public String median() {
        return services.get(services.size() / 2);
    }

    public int fanOutOf(String service) {
        return fanOut.getOrDefault(service, 0);
    }
}
