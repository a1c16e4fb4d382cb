package matryoshka.service.tokens.phantom;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.plan.TokenPath;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.CompiledPlan;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.platform.problems.OverloadedException;
import matryoshka.service.revocation.bearer.LiveToken;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.AuthenticClaims;
import matryoshka.token.ChainId;
import matryoshka.token.ChainValues;
import org.jspecify.annotations.Nullable;

/** Mints the token of a handle under the graph of this moment. What the graph or the registration no longer gives is not in it. */
public final class MintPhantom {
    private final PlanCache plans;
    private final MintTokens mintTokens;

    public MintPhantom(PlanCache plans, MintTokens mintTokens) {
        this.plans = plans;
        this.mintTokens = mintTokens;
    }

    /**
     * Mints the token, with a {@code jti} of its own that extends the handle's.
     *
     * @param origin what the handle's plan was resolved from
     * @return empty if nothing of what was granted is left
     */
    Optional<LiveToken> mint(Snapshot snapshot, HandleContent content, Origin origin, Instant now) {
        ChainValues chain = new ChainValues(
                        content.jti() + ChainId.EXCHANGED + mintTokens.ids().randomSuffix(),
                        content.txn(),
                        content.subject(),
                        content.identity(),
                        now,
                        content.expiresAt())
                .boundTo(content.cnf());
        Optional<Client> client = snapshot.clients().find(origin.client());
        RequestVariables variables =
                RequestVariables.of(origin.client(), client, content.subject(), content.parameters());
        PlanResult<CompiledPlan> plan = content.isOwn() && client.isPresent()
                ? own(snapshot, client.get(), origin)
                : plans.get(snapshot, origin, outer(snapshot, content, origin, client), chain);
        return plan.flatMap(found -> mintTokens.issue(snapshot, found, chain, variables, "opened"))
                .fold(MintPhantom::live, MintPhantom::none);
    }

    private static Optional<LiveToken> live(IssuedToken issued) {
        return Optional.of(
                new LiveToken(AuthenticClaims.of(issued.tree()), issued.tree().outerToken(), true));
    }

    private static Optional<LiveToken> none(PlanResult.Refused<IssuedToken> refused) {
        if (refused.reason() == PlanRefusal.TOO_MANY) {
            // Temporary: the token is not dead.
            throw new OverloadedException(refused.detail());
        }
        return Optional.empty();
    }

    /** Scopes that the registration or the graph has lost since are left out. */
    private PlanResult<CompiledPlan> own(Snapshot snapshot, Client client, Origin origin) {
        Scopes registered = client.metadata().scopes();
        Scopes left = origin.requested()
                .filter(scope -> registered.contains(scope)
                        && snapshot.graph().ownerOf(scope).isPresent());
        return left.isEmpty() && !origin.requested().isEmpty()
                ? new PlanResult.Refused<>(PlanRefusal.WITHDRAWN, "Nothing of what was granted is left.")
                : plans.get(snapshot, client, new PlanRequest(client.id(), registered, left, List.of()));
    }

    private static OuterToken outer(Snapshot snapshot, HandleContent content, Origin origin, Optional<Client> client) {
        SortedMap<String, Object> claims = Exchange.claimsToday(
                snapshot.graph(),
                Planner.registration(client),
                new Subject(origin, TokenPath.OUTER, Scopes.NONE),
                content.claims());
        return new OuterToken(
                content.clientId(),
                content.actors(),
                claims,
                origin.hops().isEmpty() ? null : confirmation(snapshot, content.clientId()));
    }

    /** Returns the key to which the graph binds tokens that a service gets by exchange. */
    private static @Nullable Confirmation confirmation(Snapshot snapshot, String presenter) {
        return snapshot.graph()
                .service(presenter)
                .map(service -> service.keys().confirmation())
                .orElse(null);
    }
}
