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
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What the graph gives for a token: section 7 of the design. Power is what the token holds and the graph of today still gives it; from
 * there it goes along the edges of today.
 */
public final class Exchange {
    private final ServiceGraph graph;
    private final Registration registration;
    private final Predicate<Dependency> counts;

    /** Where every edge counts. */
    public Exchange(ServiceGraph graph, Registration registration) {
        this(graph, registration, edge -> true);
    }

    /**
     * Where not every edge counts.
     *
     * @param registration of the origin client
     * @param counts which of the edges from the exchanging service count for this request: those whose terms it meets; those with the
     *     same {@link matryoshka.graph.DependencyTerms#requirementKey} all do or none does
     */
    public Exchange(ServiceGraph graph, Registration registration, Predicate<Dependency> counts) {
        this.graph = graph;
        this.registration = registration;
        this.counts = counts;
    }

    /**
     * What is asked for.
     *
     * @param service the service that exchanges
     * @param targets names or audiences of services; empty where the scopes tell, or nothing does: then the token's own audience
     * @param scopes null for all that are to be had
     */
    public record Wish(
            String service,
            SortedSet<String> targets,
            @Nullable SortedSet<String> scopes) {}

    /**
     * What is given.
     *
     * @param origin what the new token's tree is resolved from
     * @param along the edges it is given along; null for the token's own audience
     */
    public record Given(Origin origin, @Nullable Embedding along) {
        /** Which custom claims of the exchanged token the new one has; null for all of them. */
        public @Nullable ClaimRules rules() {
            return along == null ? null : along.claims();
        }
    }

    /**
     * The custom claims that a token would have today, as far as its own tell: a claim that the graph no longer lets pass is not in them,
     * and one that it sets has the value of today. All of its own where the graph does not lead to it any more.
     *
     * @param claims what the token says
     */
    public static SortedMap<String, Object> claimsToday(
            ServiceGraph graph, Registration registration, Subject subject, SortedMap<String, Object> claims) {
        return new ResolveOrigin(graph, subject.origin(), registration)
                .at(subject.way())
                .map(place -> place.descent().claims().values(claims))
                .orElse(claims);
    }

    public PlanResult<Given> give(Subject subject, Wish wish) {
        ResolveOrigin chain = new ResolveOrigin(graph, subject.origin(), registration);
        Optional<ResolveOrigin.Place> place = chain.at(subject.way());
        SortedSet<String> held = new TreeSet<>(subject.scopes());
        place.ifPresent(found -> held.retainAll(found.node().scopes()));
        if (place.isEmpty() || held.isEmpty() || !place.get().node().members().contains(wish.service())) {
            return refused(PlanRefusal.WITHDRAWN, "The graph no longer gives the power of this token.");
        }
        PlanResult<String> target = target(place.get().node(), wish);
        if (target instanceof Refused<String> refused) {
            return refused(refused.reason(), refused.detail());
        }
        Edge step = new Edge(wish.service(), ((Planned<String>) target).value());
        return isOwn(place.get().node(), held, step, wish, chain)
                ? narrowed(subject, held, wish, chain.leadsBeyond(held, place.get()))
                : along(subject, held, step, wish, chain);
    }

    /**
     * Whether the token itself is asked for. Edges can lead from one member to another: who names that other one as the target asks for
     * what they give, as far as they give it, for that is what they embed. Without a target, what the token has comes first.
     */
    private boolean isOwn(PlanNode node, SortedSet<String> held, Edge step, Wish wish, ResolveOrigin chain) {
        if (!node.members().contains(step.callee())) {
            return false;
        }
        SortedSet<String> scopes = wish.scopes();
        boolean suffices = scopes == null || held.containsAll(scopes);
        if (suffices && wish.targets().isEmpty()) {
            return true;
        }
        Optional<Embedding> given = chain.along(step, held, suffices ? scopes : null, counts);
        return given.isEmpty()
                || (suffices && scopes != null && !given.get().scopes().containsAll(scopes));
    }

    /** The callee, or the exchanging service itself where nothing else is asked for. */
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
                    return refused(PlanRefusal.INVALID_SCOPE, "The scope '" + scope + "' is not to be had.");
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
                        "An exchange gives a token for the services of the exchanged one, or for one other service.");
    }

    private PlanResult<Given> narrowed(Subject subject, SortedSet<String> held, Wish wish, boolean chainLeadsBeyond) {
        SortedSet<String> asked = wish.scopes();
        if (asked != null && (asked.isEmpty() || !held.containsAll(asked))) {
            return refused(PlanRefusal.INVALID_SCOPE, "The exchanged token does not permit all of these scopes.");
        }
        // To renew is to have the same scopes again, even where the chain would lead to more by now.
        ExchangeHop hop = new ExchangeHop(subject.way(), held, null, asked == null && chainLeadsBeyond ? held : asked);
        return new Planned<>(new Given(subject.origin().after(hop), null));
    }

    private PlanResult<Given> along(
            Subject subject, SortedSet<String> held, Edge step, Wish wish, ResolveOrigin chain) {
        if (chain.along(step, held, null, counts).isEmpty()) {
            return refused(
                    PlanRefusal.INVALID_TARGET,
                    "No dependency leads from %s to %s with what the exchanged token permits."
                            .formatted(step.holder(), step.callee()));
        }
        Optional<Embedding> given = chain.along(step, held, wish.scopes(), counts);
        if (given.isEmpty() || (wish.scopes() != null && !given.get().scopes().containsAll(wish.scopes()))) {
            return refused(
                    PlanRefusal.INVALID_SCOPE,
                    "The dependencies from %s to %s do not grant all of these scopes."
                            .formatted(step.holder(), step.callee()));
        }
        // What was kept back is as if it were not there, for as long as there are tokens of this.
        boolean allCount = chain.along(step, held, wish.scopes(), edge -> true).equals(given);
        ExchangeHop hop = new ExchangeHop(
                subject.way(),
                held,
                step,
                wish.scopes(),
                allCount ? Sorted.set(List.of()) : keptBack(step, held, chain));
        return new Planned<>(new Given(subject.origin().after(hop), given.get()));
    }

    private SortedSet<String> keptBack(Edge step, SortedSet<String> held, ResolveOrigin chain) {
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
