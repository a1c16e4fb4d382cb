package matryoshka.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random graph documents; the same seed gives the same one. */
public final class RandomGraphs {
    private RandomGraphs() {}

    /** A document that may have embed cycles, but breaks no other rule. */
    public static GraphDocument withCyclesPerhaps(Random random) {
        SortedMap<String, Service> services = new TreeMap<>();
        int count = 2 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            String name = "s" + i;
            Map<String, String> scopes = new TreeMap<>();
            for (int j = 0; j <= random.nextInt(3); j++) {
                scopes.put(name + ":" + (char) ('a' + j), "");
            }
            String context = random.nextInt(3) == 0 ? "shared" + random.nextInt(2) : null;
            Duration lifetime = random.nextInt(3) == 0 ? Duration.ofSeconds(1 + random.nextInt(600)) : null;
            services.put(
                    name,
                    new Service(
                            name,
                            null,
                            context,
                            null,
                            Sorted.set(List.of()),
                            lifetime,
                            Sorted.map(scopes),
                            keys(random)));
        }
        SortedMap<String, Dependency> dependencies = new TreeMap<>();
        int edges = random.nextInt(2 * count + 2);
        for (int i = 0; i < edges; i++) {
            Dependency dependency = dependency(random, "e" + i, List.copyOf(services.values()));
            dependencies.put(dependency.name(), dependency);
        }
        return new GraphDocument(services, dependencies);
    }

    /** A valid document: edges that close a cycle are taken out. */
    public static GraphDocument valid(Random random) {
        return withoutViolations(withCyclesPerhaps(random));
    }

    /** What is left of a document when the services and dependencies that break a rule are taken out. */
    static GraphDocument withoutViolations(GraphDocument document) {
        GraphDocument left = document;
        while (true) {
            List<Violation> violations = GraphBuilder.violations(left);
            if (violations.isEmpty()) {
                return left;
            }
            SortedMap<String, Service> services = new TreeMap<>(left.services());
            SortedMap<String, Dependency> dependencies = new TreeMap<>(left.dependencies());
            for (Violation violation : violations) {
                List<String> members = List.of(violation.pointer().split("/"));
                (members.get(1).equals("services") ? services : dependencies).remove(members.get(2));
            }
            left = new GraphDocument(services, dependencies);
        }
    }

    private static ServiceKeys keys(Random random) {
        Confirmation confirmation = random.nextInt(4) == 0 ? new Confirmation("jkt", "A".repeat(43)) : null;
        SortedMap<String, String> encryption = Sorted.map(Map.of("kty", "EC"));
        return new ServiceKeys(confirmation, random.nextBoolean() ? encryption : null);
    }

    static Dependency dependency(Random random, String name, List<Service> services) {
        int caller = random.nextInt(services.size());
        int callee = (caller + 1 + random.nextInt(services.size() - 1)) % services.size();
        Service from = services.get(caller);
        Service to = services.get(callee);
        boolean oneContext = from.effectiveContext().equals(to.effectiveContext());
        Sharing sharing = oneContext && random.nextInt(3) > 0
                ? Sharing.REUSE
                : random.nextInt(4) == 0 ? Sharing.EXCHANGE : Sharing.EMBED;
        List<String> grants = some(random, to, 0.6);
        return new Dependency(
                name,
                from.name(),
                to.name(),
                Scopes.of(some(random, from, random.nextInt(4) == 0 ? 0 : 0.5)),
                Scopes.of(grants.isEmpty() ? List.of(to.scopes().firstKey()) : grants),
                sharing,
                random.nextInt(5) == 0 ? Sorted.set(List.of("c" + random.nextInt(2))) : null,
                random.nextInt(4) == 0 ? Duration.ofSeconds(1 + random.nextInt(300)) : null,
                random.nextInt(8) == 0 && from.keys().encryption() != null,
                random.nextInt(3) == 0
                        ? new ClaimRules(
                                Sorted.set(List.of("tier")),
                                new TreeMap<>(random.nextBoolean() ? Map.of("channel", "web") : Map.of()))
                        : ClaimRules.NONE,
                terms(random, sharing, caller, callee));
    }

    /** Of one pair of services, all edges have the same condition. */
    private static DependencyTerms terms(Random random, Sharing sharing, int caller, int callee) {
        boolean exchanged = sharing == Sharing.EXCHANGE;
        boolean conditional = sharing != Sharing.REUSE && (caller + callee) % 4 == 0;
        return new DependencyTerms(
                conditional ? "client.tier == 'gold'" : null,
                Sorted.map(exchanged && random.nextBoolean() ? Map.of("transaction_id", "[0-9]+") : Map.of()),
                exchanged && random.nextBoolean() ? Duration.ofSeconds(1 + random.nextInt(86_400)) : null,
                random.nextInt(6) == 0
                        ? List.of(ExcessPolicy.FLAG, ExcessPolicy.REJECT).get(random.nextInt(2))
                        : null);
    }

    static List<String> some(Random random, Service service, double share) {
        List<String> chosen = new ArrayList<>();
        for (String scope : service.scopes().keySet()) {
            if (random.nextDouble() < share) {
                chosen.add(scope);
            }
        }
        return chosen;
    }
}
