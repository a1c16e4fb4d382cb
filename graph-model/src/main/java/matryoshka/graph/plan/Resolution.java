package matryoshka.graph.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one client's chains in one graph. Pure: the same graph, client and scopes always give equal nodes. Resolves nodes on request
 * and caches them by callee and scopes, since many paths may lead to the same node. Not thread-safe.
 */
public final class Resolution {
    private record Key(String callee, Scopes scopes) {}

    private static final Comparator<Edge> BY_CALLEE =
            Comparator.comparing(Edge::callee).thenComparing(Edge::holder);

    private final ServiceGraph graph;
    private final String originClient;
    private final Map<Key, PlanNode> resolved = new HashMap<>();
    private final Set<String> read = new HashSet<>();

    public Resolution(ServiceGraph graph, String originClient) {
        this.graph = graph;
        this.originClient = originClient;
    }

    public ServiceGraph graph() {
        return graph;
    }

    public String originClient() {
        return originClient;
    }

    /** Returns the node of the token that this embeds. */
    public PlanNode node(Embedding embedding) {
        return node(embedding.callee(), embedding.scopes());
    }

    /** Returns the node of a token for one service with these scopes. */
    public PlanNode node(String service, Scopes scopes) {
        Key key = new Key(service, scopes);
        PlanNode known = resolved.get(key);
        if (known == null) {
            known = node(Set.of(service), scopes);
            resolved.put(key, known);
        }
        return known;
    }

    /** Returns the node of a token for these services, all in one security context, with these scopes. */
    public PlanNode node(Collection<String> services, Scopes granted) {
        SortedSet<String> members = new TreeSet<>(services);
        Scopes scopes = closedOverReuse(members, granted);
        List<Dependency> reused = new ArrayList<>();
        members.forEach(member -> reused.addAll(matching(member, scopes::containsAll, Sharing.REUSE)));
        List<Embedding> embeddings = embeddings(members, scopes);
        read.addAll(members);
        embeddings.forEach(embedding -> read.add(embedding.callee()));
        return new PlanNode(Sorted.set(members), scopes, reused, embeddings, offers(members, scopes));
    }

    /** Returns how long a token lives by itself, as its members and the edges that grant it say. */
    Duration life(PlanNode node, @Nullable Embedding via) {
        Duration least = node.members().stream()
                .map(member -> graph.lifetime(graph.service(member).orElseThrow()))
                .min(Duration::compareTo)
                .orElseThrow();
        return via == null || via.lifetime() == null ? least : Descent.least(least, via.lifetime());
    }

    /** Returns the services that have been read: what was resolved so far depends on these, and on edges that start at them. */
    Set<String> read() {
        return read;
    }

    /**
     * Returns what a token with these scopes can be exchanged for along the edges from one service to another (docs/model.md, section 6).
     *
     * @param requested scopes of the callee; null for all available ones
     * @param counts matches the edges to consider, besides the usual rules
     * @return the available part; empty if there is none
     */
    Optional<Embedding> along(Edge step, Scopes scopes, @Nullable Scopes requested, Predicate<Dependency> counts) {
        Predicate<Dependency> there = counts.and(edge -> edge.to().equals(step.callee()));
        List<Dependency> embed = only(there, matching(step.holder(), scopes::containsAll, Sharing.EMBED));
        List<Dependency> exchange = only(there, matching(step.holder(), scopes::containsAll, Sharing.EXCHANGE));
        if (requested != null) {
            // What is embedded anyway comes first: then an exchange grants exactly what is embedded.
            embed.removeIf(edge -> isIdle(edge, requested, Scopes.NONE));
            Scopes embedded = grants(embed);
            exchange.removeIf(edge -> isIdle(edge, requested, embedded));
        }
        embed.addAll(exchange);
        embed.sort(Comparator.comparing(Dependency::name));
        Scopes available = requested == null ? grants(embed) : grants(embed).intersect(requested);
        return available.isEmpty() ? Optional.empty() : Optional.of(Merged.of(step, embed, available));
    }

    private static boolean isIdle(Dependency edge, Scopes requested, Scopes already) {
        return edge.grants().stream().noneMatch(scope -> requested.contains(scope) && !already.contains(scope));
    }

    private static List<Dependency> only(Predicate<Dependency> wanted, List<Dependency> edges) {
        return new ArrayList<>(edges.stream().filter(wanted).toList());
    }

    /** Adds the members that reuse edges lead to. Returns the scopes with those that they grant. */
    private Scopes closedOverReuse(SortedSet<String> members, Scopes granted) {
        Set<String> scopes = new HashSet<>(granted.toList());
        Predicate<Scopes> held = required -> required.stream().allMatch(scopes::contains);
        // An edge that did not match may match once another has added scopes, so this repeats until nothing is added.
        boolean grew = true;
        while (grew) {
            grew = false;
            Deque<String> toVisit = new ArrayDeque<>(members);
            while (!toVisit.isEmpty()) {
                for (Dependency edge : matching(toVisit.removeFirst(), held, Sharing.REUSE)) {
                    if (members.add(edge.to())) {
                        toVisit.add(edge.to());
                        grew = true;
                    }
                    grew |= scopes.addAll(edge.grants().toList());
                }
            }
        }
        return Scopes.of(scopes);
    }

    private List<Embedding> embeddings(SortedSet<String> members, Scopes scopes) {
        List<Embedding> embeddings = new ArrayList<>();
        grouped(members, scopes, Sharing.EMBED)
                .forEach((step, edges) -> embeddings.add(Merged.of(step, edges, grants(edges))));
        return embeddings;
    }

    private List<ExchangeOffer> offers(SortedSet<String> members, Scopes scopes) {
        List<ExchangeOffer> offers = new ArrayList<>();
        grouped(members, scopes, Sharing.EXCHANGE)
                .forEach((step, edges) -> offers.add(new ExchangeOffer(
                        step.holder(), step.callee(), audience(step.callee()), grants(edges), Sorted.set(List.of()))));
        return offers;
    }

    private String audience(String service) {
        return graph.service(service).orElseThrow().effectiveAudience();
    }

    private SortedMap<Edge, List<Dependency>> grouped(SortedSet<String> members, Scopes scopes, Sharing sharing) {
        SortedMap<Edge, List<Dependency>> byStep = new TreeMap<>(BY_CALLEE);
        for (String member : members) {
            for (Dependency edge : matching(member, scopes::containsAll, sharing)) {
                byStep.computeIfAbsent(new Edge(edge.from(), edge.to()), step -> new ArrayList<>())
                        .add(edge);
            }
        }
        return byStep;
    }

    private List<Dependency> matching(String caller, Predicate<Scopes> held, Sharing sharing) {
        return graph.dependenciesOf(caller).stream()
                .filter(edge -> edge.sharing() == sharing && edge.matches(originClient))
                .filter(edge -> held.test(edge.requires()))
                .toList();
    }

    private static Scopes grants(List<Dependency> edges) {
        return Scopes.union(edges.stream().map(Dependency::grants));
    }
}
