package matryoshka.graph.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one client's chains in one graph. Pure: the same graph, client and scopes always give equal nodes. Nodes are resolved
 * when asked for and remembered by (callee, scopes), for the same one may be reached on many paths. Not thread-safe.
 */
public final class Resolution {
    private record Key(String callee, SortedSet<String> scopes) {}

    private record Pair(String callee, String holder) {
        static final Comparator<Pair> ORDER = Comparator.comparing(Pair::callee).thenComparing(Pair::holder);
    }

    private final ServiceGraph graph;
    private final String originClient;
    private final Map<Key, PlanNode> resolved = new HashMap<>();

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

    /** The node of the token that is embedded by this. */
    public PlanNode node(Embedding embedding) {
        return node(embedding.callee(), embedding.scopes());
    }

    /** The node of a token for one service with these scopes. */
    public PlanNode node(String service, SortedSet<String> scopes) {
        Key key = new Key(service, scopes);
        PlanNode known = resolved.get(key);
        if (known == null) {
            known = node(Set.of(service), scopes);
            resolved.put(key, known);
        }
        return known;
    }

    /** The node of a token for these services, all of one security context, with these scopes. */
    public PlanNode node(Collection<String> services, Collection<String> grantedScopes) {
        SortedSet<String> members = new TreeSet<>(services);
        SortedSet<String> scopes = new TreeSet<>(grantedScopes);
        closeOverReuse(members, scopes);
        return new PlanNode(
                Sorted.set(members), Sorted.set(scopes), embeddings(members, scopes), offers(members, scopes));
    }

    private void closeOverReuse(SortedSet<String> members, SortedSet<String> scopes) {
        // An edge that did not match may do so once another has added scopes: go round until nothing is added.
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
        grouped(members, scopes, Sharing.EMBED).forEach((pair, edges) -> embeddings.add(merge(pair, edges)));
        return List.copyOf(embeddings);
    }

    private static Embedding merge(Pair pair, List<Dependency> edges) {
        SortedSet<String> passed = new TreeSet<>();
        NavigableMap<String, Object> constants = new TreeMap<>();
        @Nullable Duration lifetime = null;
        boolean confidential = false;
        for (Dependency edge : edges) {
            passed.addAll(edge.claims().pass());
            edge.claims().set().forEach(constants::putIfAbsent);
            lifetime = shorter(lifetime, edge.lifetime());
            confidential |= edge.confidential();
        }
        ClaimRules claims =
                passed.isEmpty() && constants.isEmpty() ? ClaimRules.NONE : new ClaimRules(passed, constants);
        return new Embedding(pair.holder(), pair.callee(), grants(edges), lifetime, confidential, claims);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private List<ExchangeOffer> offers(SortedSet<String> members, SortedSet<String> scopes) {
        List<ExchangeOffer> offers = new ArrayList<>();
        grouped(members, scopes, Sharing.EXCHANGE)
                .forEach((pair, edges) -> offers.add(
                        new ExchangeOffer(pair.holder(), pair.callee(), audience(pair.callee()), grants(edges))));
        return List.copyOf(offers);
    }

    private String audience(String service) {
        return graph.service(service).orElseThrow().effectiveAudience();
    }

    private SortedMap<Pair, List<Dependency>> grouped(
            SortedSet<String> members, SortedSet<String> scopes, Sharing sharing) {
        SortedMap<Pair, List<Dependency>> byPair = new TreeMap<>(Pair.ORDER);
        for (String member : members) {
            for (Dependency edge : matching(member, scopes, sharing)) {
                byPair.computeIfAbsent(new Pair(edge.to(), edge.from()), pair -> new ArrayList<>())
                        .add(edge);
            }
        }
        return byPair;
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
