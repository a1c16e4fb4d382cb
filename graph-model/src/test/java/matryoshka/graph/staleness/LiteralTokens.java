package matryoshka.graph.staleness;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.ExchangeHop;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.TokenPath;

/**
 * docs/model.md, sections 3, 5 and 6, from the document alone and without regard to cost: the tokens that a chain gives when all of it is
 * minted at one moment. What {@link StalenessEvaluator} is compared with.
 */
final class LiteralTokens {
    private static final Comparator<Edge> BY_NAMES = Comparator.comparing(Edge::toString);

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
     * @param way how it came about
     * @param below the tokens nested in it
     */
    record Token(
            SortedSet<String> members,
            SortedSet<String> scopes,
            String said,
            Set<Power> own,
            LiteralWay way,
            SortedMap<Edge, Token> below) {

        /** All that it says, with what is nested in it, and the conditions of that. */
        String content() {
            return said
                    + way.conditions()
                    + below.entrySet().stream()
                            .map(nested ->
                                    nested.getKey() + " = " + nested.getValue().content())
                            .collect(Collectors.joining("; ", "[", "]"));
        }

        /** All that it says, with what is nested in it where just these conditions hold. */
        String content(Set<String> holding) {
            return said
                    + below.entrySet().stream()
                            .filter(nested ->
                                    holding.containsAll(nested.getValue().way().conditions()))
                            .map(nested ->
                                    nested.getKey() + " = " + nested.getValue().content(holding))
                            .collect(Collectors.joining("; ", "[", "]"));
        }

        /**
         * All that it says, with what is nested in it. Of a token that was cut from it, only on which conditions: an exchange decides the rest.
         *
         * @param cut the places where a budget cut
         */
        String content(TokenPath place, Set<TokenPath> cut) {
            return said
                    + way.conditions()
                    + below.entrySet().stream()
                            .map(nested ->
                                    nested.getKey() + " = " + nested.getValue().nested(place, nested.getKey(), cut))
                            .collect(Collectors.joining("; ", "[", "]"));
        }

        private String nested(TokenPath around, Edge edge, Set<TokenPath> cut) {
            TokenPath place = longer(around, edge);
            return cut.contains(place) ? "by exchange " + way.conditions() : content(place, cut);
        }

        /** Its authority, of which what was cut counts as if it were nested, but nothing below that. */
        Set<Power> authority(TokenPath place, Set<TokenPath> cut) {
            Set<Power> authority = new HashSet<>(own);
            below.forEach((edge, nested) -> {
                TokenPath longer = longer(place, edge);
                authority.addAll(cut.contains(longer) ? nested.own() : nested.authority(longer, cut));
            });
            return authority;
        }

        private static TokenPath longer(TokenPath place, Edge edge) {
            TokenPath longer = place.then(edge);
            return longer;
        }

        Set<Power> authority() {
            return authority(token -> true);
        }

        /** The authority of it and those below that are given on no other conditions than these. */
        Set<Power> authorityOn(Set<String> conditions) {
            return authority(token -> token.way().isGivenOn(conditions));
        }

        private Set<Power> authority(Predicate<Token> counts) {
            Set<Power> authority = new HashSet<>(counts.test(this) ? own : Set.of());
            below.values().forEach(nested -> authority.addAll(nested.authority(counts)));
            return authority;
        }

        Set<String> conditions() {
            Set<String> conditions = new HashSet<>(way.conditions());
            below.values().forEach(nested -> conditions.addAll(nested.conditions()));
            return conditions;
        }

        Optional<Token> at(TokenPath way) {
            return way.isOuter()
                    ? Optional.of(this)
                    : Optional.ofNullable(below.get(way.edges().get(0)))
                            .flatMap(next -> next.at(new TokenPath(way.edges().subList(1, way.length()))));
        }
    }

    /** The outer token that a chain leads to; empty when it leads nowhere. */
    static Optional<Token> outer(GraphDocument document, Origin origin, Registration registration) {
        LiteralTokens tokens = new LiteralTokens(document, origin.client());
        SortedSet<String> requested = new TreeSet<>(origin.requested().toList());
        requested.retainAll(registration.scopes().toList());
        Optional<Token> token =
                tokens.forOwners(requested, own -> LiteralWay.begin(own, registration.claims(), origin.claims()));
        for (ExchangeHop hop : origin.hops()) {
            token = token.flatMap(outer -> outer.at(hop.path())).flatMap(place -> tokens.exchanged(place, hop));
        }
        return token;
    }

    private Optional<Token> forOwners(SortedSet<String> scopes, Function<Duration, LiteralWay> way) {
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
        return contexts.size() == 1 ? Optional.of(token(members, known, List.of(), false, way)) : Optional.empty();
    }

    private Optional<Token> exchanged(Token token, ExchangeHop hop) {
        SortedSet<String> held = new TreeSet<>(hop.held().toList());
        held.retainAll(token.scopes());
        Edge along = hop.along();
        Scopes requested = hop.requested();
        if (along == null) {
            if (requested != null) {
                held.retainAll(requested.toList());
            }
            return forOwners(held, token.way()::narrowed);
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
            available.retainAll(requested.toList());
        }
        SortedSet<String> callee = new TreeSet<>(Set.of(along.callee()));
        return available.isEmpty()
                ? Optional.empty()
                : Optional.of(token(
                        callee, available, edges, false, own -> token.way().exchanged(own, edges)));
    }

    private Token token(
            SortedSet<String> m,
            SortedSet<String> s,
            List<Dependency> along,
            boolean embedded,
            Function<Duration, LiteralWay> comes) {
        for (boolean grew = true; grew; ) {
            grew = false;
            for (Dependency edge : matching(m, s, Sharing.REUSE)) {
                grew |= m.add(edge.to());
                grew |= s.addAll(edge.grants().toList());
            }
        }
        LiteralWay way = comes.apply(lifetime(m, along));
        SortedMap<Edge, List<Dependency>> nested = new TreeMap<>(BY_NAMES);
        for (Dependency edge : matching(m, s, Sharing.EMBED)) {
            nested.computeIfAbsent(new Edge(edge.from(), edge.to()), step -> new ArrayList<>())
                    .add(edge);
        }
        SortedMap<Edge, Token> below = new TreeMap<>(BY_NAMES);
        nested.forEach((step, edges) -> {
            SortedSet<String> callee = new TreeSet<>(Set.of(edges.get(0).to()));
            below.put(step, token(callee, grants(edges), edges, true, own -> way.nested(own, edges)));
        });
        return new Token(m, s, said(m, s, along, embedded, way), own(m, s), way, below);
    }

    private Duration lifetime(SortedSet<String> m, List<Dependency> along) {
        return Stream.concat(
                        m.stream().map(this::lifetime),
                        along.stream().map(Dependency::lifetime).flatMap(Stream::ofNullable))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private String said(
            SortedSet<String> m, SortedSet<String> s, List<Dependency> along, boolean embedded, LiteralWay way) {
        Object bound =
                along.isEmpty() ? "" : "" + service(along.get(0).from()).keys().confirmation();
        boolean confidential = embedded && along.stream().anyMatch(Dependency::confidential);
        SortedSet<String> audiences = new TreeSet<>();
        m.forEach(member -> audiences.add(service(member).effectiveAudience()));
        return "%s %s %s %s %s %s".formatted(audiences, s, way.life(), confidential, bound, way.claims());
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
                .filter(edge -> s.containsAll(edge.requires().toList()))
                .filter(edge -> edge.clients() == null || edge.clients().contains(client))
                .toList();
    }

    private static SortedSet<String> grants(List<Dependency> edges) {
        SortedSet<String> grants = new TreeSet<>();
        edges.forEach(edge -> grants.addAll(edge.grants().toList()));
        return grants;
    }
}
