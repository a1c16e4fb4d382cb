package matryoshka.service.planning.minting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.FitPlan;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PersonalizePlan;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.clients.Client;
import matryoshka.token.ChainValues;
import matryoshka.token.StatusReference;
import matryoshka.token.TreeSizes;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans and writes the constant parts of their tokens. Pure.
 *
 * <p>Whether a tree fits the budget is decided without a single request's own data, except for the room that its origin reserves for that:
 * so the same origin always leads to the same plan.
 */
public final class Planner {
    /** A plan reserves room for this many digits, so that a growing version number never changes it. */
    private static final int RESERVED_VERSION_DIGITS = 10;

    /** Room is reserved in steps of this many bytes, so that subjects of similar length share plans. */
    private static final int ENVELOPE_STEP = 64;

    private final String issuer;
    private final Budget budget;
    private final StatusUris statusUris;
    private final @Nullable StatusReference anyStatus;
    private final EmbeddingFormat format;
    private final int maxActors;

    /**
     * Creates a planner for one issuer.
     *
     * @param withStatus whether tokens say where their status is published
     * @param maxActors how many may act in a chain
     */
    public Planner(String issuer, Budget budget, EmbeddingFormat format, boolean withStatus, int maxActors) {
        this.format = format;
        this.maxActors = maxActors;
        this.issuer = issuer;
        this.budget = budget;
        this.statusUris = new StatusUris(issuer);
        this.anyStatus = withStatus ? statusUris.any() : null;
    }

    /** Returns the plan of a client for itself. */
    public PlanResult<TokenPlan> plan(PlanningBasis basis, Client client, PlanRequest request) {
        return fitPlan(basis, client.id(), 0).plan(basis.graph(), request, ownOuter(client));
    }

    /** Returns the plan of a client for itself, ready for minting. */
    public PlanResult<CompiledPlan> prepare(PlanningBasis basis, Client client, PlanRequest request) {
        return plan(basis, client, request).map(plan -> prepared(basis, plan));
    }

    /**
     * Returns the plan of a chain that a client begins for a user, ready for minting.
     *
     * @param reserved the request, with the {@link #reserve}
     * @param outer the data of the request
     * @param chain what all tokens will share; only its lengths matter
     */
    public PlanResult<CompiledPlan> prepare(
            PlanningBasis basis, Client client, PlanRequest reserved, OuterToken outer, ChainValues chain) {
        Registration registration = registration(Optional.of(client));
        return fitted(
                basis,
                reserved.reservedBytes(),
                outer,
                chain,
                bytes -> fitPlan(basis, client.id(), bytes)
                        .plan(basis.graph(), reserved.with(bytes), registration, minimal(client.id())));
    }

    /**
     * Returns the plan that a chain leads to, ready for minting.
     *
     * @param reserved its origin, with the {@link #reserve}
     * @param client the origin client; empty if it is no longer registered
     * @param outer the data of the request
     * @param chain what all tokens will share; only its lengths matter
     */
    public PlanResult<CompiledPlan> prepare(
            PlanningBasis basis, Origin reserved, Optional<Client> client, OuterToken outer, ChainValues chain) {
        return fitted(
                basis,
                reserved.reservedBytes(),
                outer,
                chain,
                bytes -> fitPlan(basis, reserved.client(), bytes)
                        .plan(basis.graph(), reserved.with(bytes), registration(client), minimal(reserved.client())));
    }

    /** Fits a plan without the request's data and then adds that, with more and more room until the whole tree fits. */
    private PlanResult<CompiledPlan> fitted(
            PlanningBasis basis,
            int reservedBytes,
            OuterToken outer,
            ChainValues chain,
            IntFunction<PlanResult<TokenPlan>> fit) {
        PersonalizePlan personalize = new PersonalizePlan(budget, sizes(basis, digits(basis), chain, 0));
        int reserve = reservedBytes;
        while (true) {
            PlanResult<TokenPlan> plan = fit.apply(reserve).map(bare -> personalize.dress(bare, outer));
            if (!(plan instanceof Planned<TokenPlan> planned) || planned.value().bytes() <= budget.maxBytes()) {
                return plan.map(fitted -> prepared(basis, fitted));
            }
            // A request's data can pack worse than the room reserved for it, if only some of it is passed down the
            // tree.
            int over = Math.min(planned.value().bytes() - budget.maxBytes(), budget.maxBytes());
            reserve += steps(Math.max(over, reserve));
        }
    }

    /**
     * Returns how many bytes to reserve for what a request adds to the claims of a token, beyond those of the client's own chain.
     *
     * @param client the origin client
     */
    public int reserve(PlanningBasis basis, String client, OuterToken outer, ChainValues chain) {
        int bare = claims(basis, PlannedSizes.ownChain(client), minimal(client));
        return steps(Math.max(0, claims(basis, chain, outer) - bare));
    }

    private static int steps(int bytes) {
        return (bytes + ENVELOPE_STEP - 1) / ENVELOPE_STEP * ENVELOPE_STEP;
    }

    /** Replans the origin of an earlier plan, to evaluate the staleness of its tokens. */
    public ReplannedOrigin today(PlanningBasis basis, MintedPlan minted, Optional<Client> client) {
        Origin origin = minted.origin();
        OuterToken outer = origin.hops().isEmpty() && origin.reservedBytes() == 0
                ? client.map(Planner::ownOuter).orElseGet(() -> minimal(origin.client()))
                : minimal(origin.client());
        FitPlan fitPlan = fitPlan(basis, origin.client(), origin.reservedBytes());
        return new ReplannedOrigin(basis.graph(), origin, registration(client), fitPlan, outer);
    }

    /** Returns the limits of its plans. */
    public Budget budget() {
        return budget;
    }

    /** Returns what is encrypted in a version of the graph. */
    public Encryption encryption(ServiceGraph graph) {
        return new Encryption(graph, format);
    }

    /** Returns a client's registration; an empty one if the client is not registered or is disabled. */
    public static Registration registration(Optional<Client> client) {
        return client.filter(found -> !found.metadata().disabled())
                .map(found -> new Registration(
                        found.metadata().scopes(), found.metadata().claims()))
                .orElseGet(() -> Registration.of(Scopes.NONE));
    }

    private static OuterToken ownOuter(Client client) {
        return new OuterToken(client.id(), List.of(), client.metadata().claims());
    }

    private static OuterToken minimal(String client) {
        return new OuterToken(client, List.of(), Sorted.map(Map.of()));
    }

    private int claims(PlanningBasis basis, ChainValues chain, OuterToken outer) {
        return sizes(basis, digits(basis), chain, 0).claims(outer.alone());
    }

    private FitPlan fitPlan(PlanningBasis basis, String client, int reservedBytes) {
        ChainValues chain = PlannedSizes.ownChain(client);
        int digits = digits(basis);
        return new FitPlan(
                budget,
                sizes(
                        basis,
                        Math.max(digits, RESERVED_VERSION_DIGITS),
                        chain.boundTo(PlannedSizes.LONGEST_CNF),
                        reservedBytes),
                sizes(basis, digits, chain, 0));
    }

    /**
     * Returns the sizes for the tokens of a chain.
     *
     * @param versionDigits how many digits to assume for the graph's version
     * @param reserved further bytes to assume
     */
    private PlannedSizes sizes(PlanningBasis basis, int versionDigits, ChainValues chain, int reserved) {
        TreeSizes sizes = new TreeSizes(issuer, versionDigits, chain, basis.sealer(), format.form());
        return new PlannedSizes(
                new TokenContents(basis.graph(), format), reserved == 0 ? sizes : sizes.reserving(reserved), anyStatus);
    }

    private static int digits(PlanningBasis basis) {
        return Long.toString(basis.version()).length();
    }

    private CompiledPlan prepared(PlanningBasis basis, TokenPlan plan) {
        return new CompiledPlan(plan, issuer, basis, statusUris, format, maxActors);
    }
}
