package matryoshka.service.tokens.grants;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.Issuance;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import org.jspecify.annotations.Nullable;

/** Issues a token to a client for itself (RFC 6749 §4.4): plans, stamps and mints it from one snapshot. */
public final class IssueToken {
    private final PlanCache plans;
    private final Issuance issuance;
    private final Clock clock;

    public IssueToken(PlanCache plans, Issuance issuance, Clock clock) {
        this.plans = plans;
        this.issuance = issuance;
        this.clock = clock;
    }

    /**
     * Plans, stamps and mints a token.
     *
     * @param cnf the key to bind the token to, or null for a bearer token
     */
    public PlanResult<IssuedToken> issue(
            Snapshot snapshot, Client client, ClientCredentialsRequest request, @Nullable Cnf cnf) {
        PlanRequest wanted = new PlanRequest(
                client.id(), client.metadata().scopes(), request.scopes(), List.copyOf(request.targets()));
        return plans.get(snapshot, client, wanted)
                .flatMap(plan -> issuance.issue(
                        snapshot,
                        plan,
                        newChain(client).boundTo(cnf),
                        RequestVariables.of(client.id(), Optional.of(client), client.id(), request.parameters()),
                        "issued"));
    }

    private ChainValues newChain(Client client) {
        Instant now = clock.instant();
        return new ChainValues(
                issuance.ids().chainId(client, now),
                issuance.ids().randomId(),
                client.id(),
                IdentityClaims.NONE,
                now,
                null);
    }
}
