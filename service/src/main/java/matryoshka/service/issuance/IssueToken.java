package matryoshka.service.issuance;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.minting.PreparedPlan;
import matryoshka.service.minting.PreparedPlans;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.MintedTree;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues a token to a client for itself (RFC 6749 §4.4): planned, stamped and minted from one snapshot. Only a plan that nobody has used
 * before is written to the database first.
 */
public final class IssueToken {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int ID_BYTES = 16;

    private final PreparedPlans plans;
    private final PlanLedger ledger;
    private final Clock clock;
    private final SecureRandom random;

    public IssueToken(PreparedPlans plans, PlanLedger ledger, Clock clock, SecureRandom random) {
        this.plans = plans;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Plans, stamps and mints.
     *
     * @param cnf what the token is bound to, or null for a bearer token
     */
    public PlanResult<IssuedToken> issue(Snapshot snapshot, Client client, TokenRequest request, @Nullable Cnf cnf) {
        PlanResult<PreparedPlan> prepared = plans.get(
                snapshot,
                client,
                new PlanRequest(client.id(), client.metadata().scopes(), request.scopes(), request.targets()));
        if (prepared instanceof Refused<PreparedPlan> refused) {
            return new Refused<>(refused.reason(), refused.detail());
        }
        PreparedPlan plan = ((Planned<PreparedPlan>) prepared).value();
        Instant now = clock.instant();
        ChainValues chain =
                new ChainValues(randomId(), randomId(), client.id(), IdentityClaims.NONE, now, null).boundTo(cnf);
        MintedTree tree = plan.template().mint(chain, snapshot.sealer());
        ledger.used(plan.plan(), snapshot.version(), now, tree.outer().expiresAt());
        AUDIT.info(
                "issued client={} jti={} txn={} version={} plan={} tokens={} bytes={}",
                client.id(),
                chain.rootJti(),
                chain.txn(),
                snapshot.version(),
                plan.plan().outer().id(),
                tree.tokens().size(),
                tree.outer().bytes());
        long lifetime = Duration.between(
                        Instant.ofEpochSecond(now.getEpochSecond()),
                        tree.outer().expiresAt())
                .toSeconds();
        return new Planned<>(new IssuedToken(tree, plan.plan(), snapshot.version(), lifetime, cnf));
    }

    private String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }
}
