package matryoshka.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;

/**
 * A random graph like those of large companies: few services call very many others or are called by very many; most have a handful of
 * neighbours. Callers and callees are drawn by Zipf's law. Seven in ten edges that lead from a smaller to a greater number are {@code
 * embed}, all others {@code exchange}, so nesting has no cycles. The more services a service calls, the more scopes it has, and each edge
 * requires one of them.
 */
final class HeavyTailedGraph {
    private static final double EXPONENT = 0.7;
    private static final double EMBEDDED = 0.7;
    private static final int EDGES_PER_SCOPE = 10;
    private static final int MAX_SCOPES = 50;

    private final Random random;
    private final int services;
    private final int[] callers;
    private final int[] callees;
    private final int[] scopes;

    private HeavyTailedGraph(int services, int dependencies, long seed) {
        this.random = new Random(seed);
        this.services = services;
        this.callers = drawn(dependencies);
        this.callees = drawn(dependencies);
        this.scopes = new int[services];
        Arrays.stream(callers).forEach(caller -> scopes[caller]++);
        Arrays.setAll(scopes, i -> Math.min(MAX_SCOPES, 1 + scopes[i] / EDGES_PER_SCOPE));
    }

    /** The same arguments give the same graph. */
    static GraphDocument document(int services, int dependencies, long seed) {
        HeavyTailedGraph graph = new HeavyTailedGraph(services, dependencies, seed);
        return new GraphDocument(graph.services(), graph.dependencies());
    }

    /** Returns numbers of services by Zipf's law, each time with another most popular service. */
    private int[] drawn(int count) {
        List<Integer> byRank = IntStream.range(0, services).boxed().collect(Collectors.toList());
        Collections.shuffle(byRank, random);
        double[] upTo = new double[services];
        double sum = 0;
        for (int rank = 0; rank < services; rank++) {
            sum += Math.pow(rank + 1, -EXPONENT);
            upTo[rank] = sum;
        }
        double all = sum;
        return IntStream.range(0, count)
                .map(i -> byRank.get(Math.abs(Arrays.binarySearch(upTo, random.nextDouble() * all) + 1)))
                .toArray();
    }

    private SortedMap<String, Service> services() {
        SortedMap<String, Service> all = new TreeMap<>();
        for (int i = 0; i < services; i++) {
            SortedMap<String, String> owned = new TreeMap<>();
            for (int scope = 0; scope < scopes[i]; scope++) {
                owned.put(scope(i, scope), "Does thing " + scope);
            }
            all.put(
                    name(i),
                    new Service(
                            name(i),
                            "https://" + name(i) + ".example",
                            null,
                            "Service number " + i,
                            Sorted.set(List.of("team-" + i / 20)),
                            null,
                            owned,
                            ServiceKeys.NONE));
        }
        return all;
    }

    private SortedMap<String, Dependency> dependencies() {
        SortedMap<String, Dependency> all = new TreeMap<>();
        for (int i = 0; i < callers.length; i++) {
            int caller = callers[i];
            int callee = caller == callees[i] ? (caller + 1) % services : callees[i];
            Sharing sharing = caller < callee && random.nextDouble() < EMBEDDED ? Sharing.EMBED : Sharing.EXCHANGE;
            Dependency edge = dependency(
                    String.format(Locale.ROOT, "%s-to-%s-%06d", name(caller), name(callee), i),
                    caller,
                    callee,
                    sharing);
            all.put(edge.name(), edge);
        }
        return all;
    }

    private Dependency dependency(String name, int caller, int callee, Sharing sharing) {
        return new Dependency(
                name,
                name(caller),
                name(callee),
                Scopes.of(scope(caller, random.nextInt(scopes[caller]))),
                Scopes.of(scope(callee, random.nextInt(scopes[callee]))),
                sharing,
                null,
                null,
                false,
                ClaimRules.NONE);
    }

    private static String name(int service) {
        return String.format(Locale.ROOT, "svc-%05d", service);
    }

    private static String scope(int service, int scope) {
        return name(service) + ":s" + scope;
    }
}
