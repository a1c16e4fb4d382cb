package matryoshka.graph.staleness;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.plan.Hop;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.Step;

/** Sections 4 and 7 of the design, from the document alone and without regard to cost: what {@link JudgePlan} is compared with. */
final class LiteralTokens {
    private final GraphDocument document;
    private final String client;

    private LiteralTokens(GraphDocument document, String client) {
        this.document = document;
        this.client = client;
    }

    /** A scope at a service that is known by this audience. */
    record Power(String service, String audience, String scope) {}

    /**
     * @param said all that it says by itself
     * @param own what it permits by itself
     * @param below the tokens nested in it
     */
    record Token(
            SortedSet<String> members,
            SortedSet<String> scopes,
            String said,
            Set<Power> own,
            SortedMap<String, Token> below) {

        /** All that it says, with what is nested in it. */
        String content() {
            return said
                    + below.entrySet().stream()
                            .map(nested ->
                                    nested.getKey() + " = " + nested.getValue().content())
                            .collect(Collectors.joining("; ", "[", "]"));
        }

        Set<Power> authority() {
            return below.values().stream()
                    .map(Token::authority)
                    .collect(() -> new HashSet<>(own), Set::addAll, Set::addAll);
        }

        Optional<Token> at(List<Step> way) {
            return way.isEmpty()
                    ? Optional.of(this)
                    : Optional.ofNullable(below.get(way.get(0).toString()))
                            .flatMap(next -> next.at(way.subList(1, way.size())));
        }
    }

    /** The outer token that a chain leads to; empty when it leads nowhere. */
    static Optional<Token> outer(GraphDocument document, Origin origin, Collection<String> registered) {
        LiteralTokens tokens = new LiteralTokens(document, origin.client());
        SortedSet<String> requested = new TreeSet<>(origin.requested());
        requested.retainAll(registered);
        Optional<Token> token = tokens.forOwners(requested);
        for (Hop hop : origin.hops()) {
            token = token.flatMap(outer -> outer.at(hop.place())).flatMap(place -> tokens.exchanged(place, hop));
        }
        return token;
    }

    private Optional<Token> forOwners(SortedSet<String> scopes) {
        SortedSet<String> known = new TreeSet<>();
        SortedSet<String> members = new TreeSet<>();
        Set<String> contexts = new HashSet<>();
        for (Service service : document.services().values()) {
            for (String scope : service.scopes().keySet()) {
                if (scopes.contains(scope)) {
                    known.add(scope);
                    members.add(service.name());
                    contexts.add(service.effectiveContext());
                }
            }
        }
        return contexts.size() == 1 ? Optional.of(token(members, known, List.of(), false)) : Optional.empty();
    }

    private Optional<Token> exchanged(Token token, Hop hop) {
        SortedSet<String> held = new TreeSet<>(hop.held());
        held.retainAll(token.scopes());
        Step along = hop.along();
        SortedSet<String> requested = hop.requested();
        if (along == null) {
            if (requested != null) {
                held.retainAll(requested);
            }
            return forOwners(held);
        }
        if (held.isEmpty() || !token.members().contains(along.holder())) {
            return Optional.empty();
        }
        List<Dependency> edges = new ArrayList<>();
        for (Sharing sharing : List.of(Sharing.EMBED, Sharing.EXCHANGE)) {
            SortedSet<String> already = grants(edges);
            for (Dependency edge : matching(Set.of(along.holder()), held, sharing)) {
                boolean adds = requested == null
                        || edge.grants().stream()
                                .anyMatch(scope -> requested.contains(scope) && !already.contains(scope));
                if (edge.to().equals(along.callee()) && adds) {
                    edges.add(edge);
                }
            }
        }
        SortedSet<String> available = grants(edges);
        if (requested != null) {
            available.retainAll(requested);
        }
        return available.isEmpty()
                ? Optional.empty()
                : Optional.of(token(new TreeSet<>(Set.of(along.callee())), available, edges, false));
    }

    private Token token(SortedSet<String> m, SortedSet<String> s, List<Dependency> along, boolean embedded) {
        for (boolean grew = true; grew; ) {
            grew = false;
            for (Dependency edge : matching(m, s, Sharing.REUSE)) {
                grew |= m.add(edge.to());
                grew |= s.addAll(edge.grants());
            }
        }
        SortedMap<String, List<Dependency>> nested = new TreeMap<>();
        for (Dependency edge : matching(m, s, Sharing.EMBED)) {
            nested.computeIfAbsent(new Step(edge.from(), edge.to()).toString(), step -> new ArrayList<>())
                    .add(edge);
        }
        SortedMap<String, Token> below = new TreeMap<>();
        nested.forEach((step, edges) ->
                below.put(step, token(new TreeSet<>(Set.of(edges.get(0).to())), grants(edges), edges, true)));
        return new Token(m, s, said(m, s, along, embedded), own(m, s), below);
    }

    private String said(SortedSet<String> m, SortedSet<String> s, List<Dependency> along, boolean embedded) {
        List<Dependency> byName = new ArrayList<>(along);
        byName.sort((one, other) -> one.name().compareTo(other.name()));
        Duration lifetime = Stream.concat(
                        m.stream().map(this::lifetime),
                        along.stream().map(Dependency::lifetime).flatMap(Stream::ofNullable))
                .min(Duration::compareTo)
                .orElseThrow();
        SortedSet<String> passed = new TreeSet<>();
        SortedMap<String, Object> set = new TreeMap<>();
        byName.forEach(edge -> {
            passed.addAll(edge.claims().pass());
            edge.claims().set().forEach(set::putIfAbsent);
        });
        Object bound =
                along.isEmpty() ? "" : "" + service(along.get(0).from()).keys().confirmation();
        boolean confidential = embedded && along.stream().anyMatch(Dependency::confidential);
        SortedSet<String> audiences = new TreeSet<>();
        m.forEach(member -> audiences.add(service(member).effectiveAudience()));
        SortedSet<String> conditions = new TreeSet<>();
        along.stream().flatMap(edge -> Stream.ofNullable(edge.terms().when())).forEach(conditions::add);
        return "%s %s %s %s %s %s %s %s"
                .formatted(audiences, s, lifetime, confidential, bound, passed, set, conditions);
    }

    private Set<Power> own(SortedSet<String> m, SortedSet<String> s) {
        Set<Power> own = new HashSet<>();
        for (String member : m) {
            for (String scope : service(member).scopes().keySet()) {
                if (s.contains(scope)) {
                    own.add(new Power(member, service(member).effectiveAudience(), scope));
                }
            }
        }
        return own;
    }

    private Service service(String name) {
        return requireNonNull(document.services().get(name));
    }

    private Duration lifetime(String name) {
        Duration stated = service(name).lifetime();
        return stated == null ? GraphBuilder.TERMS.defaultLifetime() : stated;
    }

    private List<Dependency> matching(Set<String> m, Set<String> s, Sharing sharing) {
        return document.dependencies().values().stream()
                .filter(edge -> edge.sharing() == sharing && m.contains(edge.from()))
                .filter(edge -> s.containsAll(edge.requires()))
                .filter(edge -> edge.clients().isEmpty() || edge.clients().contains(client))
                .toList();
    }

    private static SortedSet<String> grants(List<Dependency> edges) {
        SortedSet<String> grants = new TreeSet<>();
        edges.forEach(edge -> grants.addAll(edge.grants()));
        return grants;
    }
}
