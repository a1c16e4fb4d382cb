package matryoshka.graph.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What the graph grants for a token in an exchange (docs/model.md, section 6). Starts from the token's authority as far as today's graph
 * still grants it, and proceeds along today's edges.
 */
public final class Exchange {
    private final ServiceGraph graph;
    private final Registration registration;
    private final Predicate<Dependency> counts;

    /** Considers every edge. */
    public Exchange(ServiceGraph graph, Registration registration) {
        this(graph, registration, edge -> true);
    }

    /**
     * Considers only some edges.
     *
     * @param registration of the origin client
     * @param counts matches the edges of the exchanging service that apply to this request, because it satisfies their terms; either all or
     *     none of the edges with the same {@link matryoshka.graph.DependencyTerms#requirementKey} match
     */
    public Exchange(ServiceGraph graph, Registration registration, Predicate<Dependency> counts) {
        this.graph = graph;
        this.registration = registration;
        this.counts = counts;
    }

    /**
     * The request.
     *
     * @param service the service that exchanges
     * @param targets names or audiences of services; if empty, the scopes determine the target, or else it is the token's own audience
     * @param scopes null for all available scopes
     */
    public record Wish(
            String service,
            SortedSet<String> targets,
            @Nullable Scopes scopes) {}

    /**
     * The result.
     *
     * @param origin what the new token's tree is resolved from
     * @param along the edges along which it is granted; null for the token's own audience
     */
    public record Given(Origin origin, @Nullable Embedding along) {
        /** Returns which custom claims of the subject token the new one keeps; null for all of them. */
        public @Nullable ClaimRules rules() {
            return along == null ? null : along.claims();
        }
    }

    /**
     * Returns the custom claims that a token would have today, as far as its own claims show: without claims that the graph no longer lets
     * pass, and with today's values of claims that it sets. Returns all of its own claims if the graph no longer leads to it.
     *
     * @param claims the token's claims
     */
    public static SortedMap<String, Object> claimsToday(
            ServiceGraph graph, Registration registration, Subject subject, SortedMap<String, Object> claims) {
        return new ResolveOrigin(graph, subject.origin(), registration)
                .at(subject.path())
                .map(place -> place.descent().claims().values(claims))
                .orElse(claims);
    }

    public PlanResult<Given> give(Subject subject, Wish wish) {
        ResolveOrigin chain = new ResolveOrigin(graph, subject.origin(), registration);
        Optional<ResolveOrigin.Place> place = chain.at(subject.path());
        Scopes held = place.map(found -> subject.scopes().intersect(found.node().scopes()))
                .orElse(Scopes.NONE);
        if (place.isEmpty() || held.isEmpty() || !place.get().node().members().contains(wish.service())) {
            return refused(PlanRefusal.WITHDRAWN, "The graph no longer grants this token's authority.");
        }
        PlanNode node = place.get().node();
        return target(node, wish).flatMap(callee -> {
            Edge step = new Edge(wish.service(), callee);
            return isOwn(node, held, step, wish, chain)
                    ? narrowed(subject, held, wish, chain.leadsBeyond(held, place.get()))
                    : along(subject, held, step, wish, chain);
        });
    }

    /**
     * Returns whether the request is for the token's own audience. Edges can lead from one member to another: a request that targets the
     * other member asks for what they grant, as far as they grant it, since that is what they embed. Without a target, the token's own
     * scopes come first.
     */
    private boolean isOwn(PlanNode node, Scopes held, Edge step, Wish wish, ResolveOrigin chain) {
        if (!node.members().contains(step.callee())) {
            return false;
        }
        Scopes scopes = wish.scopes();
        boolean suffices = scopes == null || held.containsAll(scopes);
        if (suffices && wish.targets().isEmpty()) {
            return true;
        }
        Optional<Embedding> given = chain.along(step, held, suffices ? scopes : null, counts);
        return given.isEmpty()
                || (suffices && scopes != null && !given.get().scopes().containsAll(scopes));
    }

    /** Returns the callee, or the exchanging service itself if no other is requested. */
    private PlanResult<String> target(PlanNode node, Wish wish) {
        SortedSet<String> services = new TreeSet<>();
        for (String target : wish.targets()) {
            Optional<Service> service = graph.target(target);
            if (service.isEmpty()) {
                return refused(PlanRefusal.INVALID_TARGET, "There is no service '" + target + "'.");
            }
            services.add(service.get().name());
        }
        if (wish.targets().isEmpty() && wish.scopes() != null) {
            for (String scope : wish.scopes()) {
                Optional<Service> owner = graph.ownerOf(scope);
                if (owner.isEmpty()) {
                    return refused(PlanRefusal.INVALID_SCOPE, "No dependency grants scope '" + scope + "'.");
                }
                services.add(owner.get().name());
            }
        }
        if (services.size() == 1) {
            return new Planned<>(services.first());
        }
        return node.members().containsAll(services)
                ? new Planned<>(wish.service())
                : refused(
                        PlanRefusal.INVALID_TARGET,
                        "The target must be in the subject token's audience, or be one other service.");
    }

    private PlanResult<Given> narrowed(Subject subject, Scopes held, Wish wish, boolean chainLeadsBeyond) {
        Scopes asked = wish.scopes();
        if (asked != null && (asked.isEmpty() || !held.containsAll(asked))) {
            return refused(PlanRefusal.INVALID_SCOPE, "The subject token does not have all of these scopes.");
        }
        // A renewal gives the same scopes again, even if the chain would lead to more by now.
        ExchangeHop hop = new ExchangeHop(subject.path(), held, null, asked == null && chainLeadsBeyond ? held : asked);
        return new Planned<>(new Given(subject.origin().after(hop), null));
    }

    private PlanResult<Given> along(Subject subject, Scopes held, Edge step, Wish wish, ResolveOrigin chain) {
        if (chain.along(step, held, null, counts).isEmpty()) {
            return refused(
                    PlanRefusal.INVALID_TARGET,
                    "No dependency from %s to %s applies to the subject token's scopes."
                            .formatted(step.holder(), step.callee()));
        }
        Optional<Embedding> given = chain.along(step, held, wish.scopes(), counts);
        if (given.isEmpty() || (wish.scopes() != null && !given.get().scopes().containsAll(wish.scopes()))) {
            return refused(
                    PlanRefusal.INVALID_SCOPE,
                    "The dependencies from %s to %s do not grant all of these scopes."
                            .formatted(step.holder(), step.callee()));
        }
        // Edges that were kept out are treated as absent for as long as tokens derived from this exist.
        boolean allCount = chain.along(step, held, wish.scopes(), edge -> true).equals(given);
        ExchangeHop hop = new ExchangeHop(
                subject.path(),
                held,
                step,
                wish.scopes(),
                allCount ? Sorted.set(List.of()) : keptBack(step, held, chain));
        return new Planned<>(new Given(subject.origin().after(hop), given.get()));
    }

    private SortedSet<String> keptBack(Edge step, Scopes held, ResolveOrigin chain) {
        return chain.along(step, held, null, edge -> true).stream()
                .flatMap(all -> all.edges().stream())
                .filter(counts.negate())
                .map(edge -> edge.terms().requirementKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> PlanResult<T> refused(PlanRefusal reason, String detail) {
        return new Refused<>(reason, detail);
    }
}
