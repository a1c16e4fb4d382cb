package matryoshka.graph.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain through a graph, from the scopes it began with through all its exchanges. Drops scopes that the graph or the client's
 * registration no longer has, as long as some are left. Not thread-safe; for a single use.
 */
final class ResolveOrigin {
    private final Origin origin;
    private final Registration registration;
    private final Resolution resolution;
    private final Supplier<Optional<RequestedScopes>> beginning;
    private final List<TokenAuthority> lineage = new ArrayList<>();
    private final List<Embedding> passed = new ArrayList<>();

    /** @param registration of the origin client today */
    ResolveOrigin(ServiceGraph graph, Origin origin, Registration registration) {
        this(
                graph,
                origin,
                registration,
                () -> RequestedScopes.stillIn(graph, origin.requested().intersect(registration.scopes())));
    }

    /**
     * Follows a chain that begins with a request, whose scopes have just been resolved.
     *
     * @param registration of its client today; without scopes if the client is disabled
     */
    static ResolveOrigin begun(
            ServiceGraph graph, PlanRequest request, RequestedScopes beginning, Registration registration) {
        Origin origin = request.origin(beginning.scopes());
        return registration.scopes().containsAll(beginning.scopes())
                ? new ResolveOrigin(graph, origin, registration, () -> Optional.of(beginning))
                : new ResolveOrigin(graph, origin, registration);
    }

    private ResolveOrigin(
            ServiceGraph graph,
            Origin origin,
            Registration registration,
            Supplier<Optional<RequestedScopes>> beginning) {
        this.origin = origin;
        this.beginning = beginning;
        this.registration = registration;
        this.resolution = new Resolution(graph, origin.client());
    }

    /**
     * A position in the walk.
     *
     * @param via the edges of the last step; null at the beginning, and if it stayed in the token's own audience
     */
    record Place(PlanNode node, @Nullable Embedding via, Descent descent) {}

    /** Returns the services that were read. */
    Set<String> read() {
        Set<String> read = new HashSet<>(resolution.read());
        for (ExchangeHop hop : origin.hops()) {
            if (hop.along() != null) {
                read.add(hop.along().holder());
                read.add(hop.along().callee());
            }
        }
        origin.requested()
                .forEach(scope -> resolution.graph().ownerOf(scope).ifPresent(owner -> read.add(owner.name())));
        return read;
    }

    /** Returns the authority of the tokens before the tree, as far as {@link #root} followed the chain. */
    List<TokenAuthority> lineage() {
        return lineage;
    }

    /** Returns the edges along which the tokens before the tree were granted, as far as {@link #root} followed the chain. */
    List<Embedding> passed() {
        return passed;
    }

    /** Returns the outer token of the chain's last tree; empty if the graph does not lead there. */
    Optional<Place> root() {
        return outermost();
    }

    Origin origin() {
        return origin;
    }

    Resolution resolution() {
        return resolution;
    }

    /** Returns the token at the end of a path in the chain's last tree; empty if the graph does not lead there. */
    Optional<Place> at(TokenPath path) {
        return outermost().flatMap(place -> walk(place, path));
    }

    /** Returns whether the token at a position has more authority than these scopes lead to by themselves. */
    boolean leadsBeyond(Scopes scopes, Place place) {
        return outer(scopes)
                .filter(same -> same.scopes().containsAll(place.node().scopes()))
                .isEmpty();
    }

    /** Returns what a token with these scopes can be exchanged for along the matching edges; empty if nothing is available. */
    Optional<Embedding> along(Edge step, Scopes held, @Nullable Scopes requested, Predicate<Dependency> counts) {
        return resolution.along(step, held, requested, counts);
    }

    /** Returns the token that this nests in the one at a position. */
    Place below(Place around, Embedding given) {
        PlanNode node = resolution.node(given);
        return new Place(node, given, around.descent().embedded(given, life(node, given)));
    }

    /** Returns the authority of the token at a position, at the end of that path. */
    TokenAuthority level(TokenPath path, Place place) {
        return TokenAuthority.of(resolution.graph(), path, place.node(), place.via());
    }

    private Optional<Place> outermost() {
        Optional<Place> at = entry();
        for (ExchangeHop hop : origin.hops()) {
            at = at.flatMap(place -> walk(place, hop.path())).flatMap(place -> hop(place, hop));
        }
        return at;
    }

    private Optional<Place> entry() {
        PlannedClaims claims = PlannedClaims.begin(registration.claims(), origin.claims());
        return beginning
                .get()
                .map(this::node)
                .map(node -> new Place(node, null, Descent.begin(life(node, null), claims)));
    }

    private Duration life(PlanNode node, @Nullable Embedding via) {
        return resolution.life(node, via);
    }

    /** Returns a token for the owners of these scopes. */
    private Optional<PlanNode> outer(Scopes scopes) {
        return RequestedScopes.stillIn(resolution.graph(), scopes).map(this::node);
    }

    private PlanNode node(RequestedScopes scopes) {
        return resolution.node(scopes.services(), scopes.scopes());
    }

    /** Walks to a token of an earlier tree, passing claims down on the path. */
    private Optional<Place> walk(Place from, TokenPath path) {
        lineage.add(level(TokenPath.OUTER, from));
        Place at = from;
        for (int length = 1; length <= path.length(); length++) {
            Optional<Embedding> next = at.node().embedding(path.edges().get(length - 1));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = below(at, next.get());
            passed.add(next.get());
            lineage.add(level(path.beginning(length), at));
        }
        return Optional.of(at);
    }

    private Optional<Place> hop(Place at, ExchangeHop hop) {
        Scopes held = hop.held().intersect(at.node().scopes());
        Edge along = hop.along();
        if (along == null) {
            Scopes left = hop.requested() == null ? held : held.intersect(hop.requested());
            return outer(left).map(node -> new Place(node, null, at.descent().narrowed(life(node, null))));
        }
        // Some edges require no scope, but none leads on from a token without any authority left.
        return !held.isEmpty() && at.node().members().contains(along.holder())
                ? resolution.along(along, held, hop.requested(), hop::counts).map(given -> exchanged(at, given))
                : Optional.empty();
    }

    private Place exchanged(Place at, Embedding given) {
        PlanNode node = resolution.node(given);
        passed.add(given);
        return new Place(node, given, at.descent().exchanged(given, life(node, given)));
    }
}
