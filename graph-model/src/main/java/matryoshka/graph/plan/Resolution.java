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
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one client's chains in one graph. Pure: the same graph, client and scopes always give equal nodes. Resolves nodes on request
 * and caches them by callee and scopes, since many paths may lead to the same node. Not thread-safe.
 */
public final class Resolution {
    private record Key(String callee, SortedSet<String> scopes) {}

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
    public PlanNode node(String service, SortedSet<String> scopes) {
        Key key = new Key(service, scopes);
        PlanNode known = resolved.get(key);
        if (known == null) {
            known = node(Set.of(service), scopes);
            resolved.put(key, known);
        }
        return known;
    }

    /** Returns the node of a token for these services, all in one security context, with these scopes. */
    public PlanNode node(Collection<String> services, Collection<String> grantedScopes) {
        SortedSet<String> members = new TreeSet<>(services);
        SortedSet<String> scopes = new TreeSet<>(grantedScopes);
        closeOverReuse(members, scopes);
        List<Dependency> reused = new ArrayList<>();
        members.forEach(member -> reused.addAll(matching(member, scopes, Sharing.REUSE)));
        List<Embedding> embeddings = embeddings(members, scopes);
        read.addAll(members);
        embeddings.forEach(embedding -> read.add(embedding.callee()));
        return new PlanNode(Sorted.set(members), Sorted.set(scopes), reused, embeddings, offers(members, scopes));
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
    Optional<Embedding> along(
            Edge step, SortedSet<String> scopes, @Nullable SortedSet<String> requested, Predicate<Dependency> counts) {
        Predicate<Dependency> there = counts.and(edge -> edge.to().equals(step.callee()));
        List<Dependency> embed = only(there, matching(step.holder(), scopes, Sharing.EMBED));
        List<Dependency> exchange = only(there, matching(step.holder(), scopes, Sharing.EXCHANGE));
        if (requested != null) {
            // What is embedded anyway comes first: then an exchange grants exactly what is embedded.
            embed.removeIf(edge -> isIdle(edge, requested, Set.of()));
            SortedSet<String> embedded = grants(embed);
            exchange.removeIf(edge -> isIdle(edge, requested, embedded));
        }
        embed.addAll(exchange);
        embed.sort(Comparator.comparing(Dependency::name));
        SortedSet<String> available = new TreeSet<>(grants(embed));
        if (requested != null) {
            available.retainAll(requested);
        }
        return available.isEmpty() ? Optional.empty() : Optional.of(Merged.of(step, embed, Sorted.set(available)));
    }

    private static boolean isIdle(Dependency edge, SortedSet<String> requested, Set<String> already) {
        return edge.grants().stream().noneMatch(scope -> requested.contains(scope) && !already.contains(scope));
    }

    private static List<Dependency> only(Predicate<Dependency> wanted, List<Dependency> edges) {
        return new ArrayList<>(edges.stream().filter(wanted).toList());
    }

    private void closeOverReuse(SortedSet<String> members, SortedSet<String> scopes) {
        // An edge that did not match may match once another has added scopes, so this repeats until nothing is added.
        boolean grew = true;
        while (grew) {
            grew = false;
            Deque<String> toVisit = new ArrayDeque<>(members);
            while (!toVisit.isEmpty()) {
                for (Dependency edge : matching(toVisit.removeFirst(), scopes, Sharing.REUSE)) {
                    if (members.add(edge.to())) {
                        toVisit.add(edge.to());
                        grew = true;
                    }
                    grew |= scopes.addAll(edge.grants());
                }
            }
        }
    }

    private List<Embedding> embeddings(SortedSet<String> members, SortedSet<String> scopes) {
        List<Embedding> embeddings = new ArrayList<>();
        grouped(members, scopes, Sharing.EMBED)
                .forEach((step, edges) -> embeddings.add(Merged.of(step, edges, grants(edges))));
        return embeddings;
    }

    private List<ExchangeOffer> offers(SortedSet<String> members, SortedSet<String> scopes) {
        List<ExchangeOffer> offers = new ArrayList<>();
        grouped(members, scopes, Sharing.EXCHANGE)
                .forEach((step, edges) -> offers.add(new ExchangeOffer(
                        step.holder(), step.callee(), audience(step.callee()), grants(edges), Sorted.set(List.of()))));
        return offers;
    }

    private String audience(String service) {
        return graph.service(service).orElseThrow().effectiveAudience();
    }

    private SortedMap<Edge, List<Dependency>> grouped(
            SortedSet<String> members, SortedSet<String> scopes, Sharing sharing) {
        SortedMap<Edge, List<Dependency>> byStep = new TreeMap<>(BY_CALLEE);
        for (String member : members) {
            for (Dependency edge : matching(member, scopes, sharing)) {
                byStep.computeIfAbsent(new Edge(edge.from(), edge.to()), step -> new ArrayList<>())
                        .add(edge);
            }
        }
        return byStep;
    }

    private List<Dependency> matching(String caller, SortedSet<String> scopes, Sharing sharing) {
        return graph.dependenciesOf(caller).stream()
                .filter(edge -> edge.sharing() == sharing && edge.matches(originClient))
                .filter(edge -> scopes.containsAll(edge.requires()))
                .toList();
    }

    private static SortedSet<String> grants(List<Dependency> edges) {
        SortedSet<String> scopes = new TreeSet<>();
        edges.forEach(edge -> scopes.addAll(edge.grants()));
        return Sorted.set(scopes);
    }
}
