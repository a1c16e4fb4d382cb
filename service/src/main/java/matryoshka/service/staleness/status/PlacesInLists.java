package matryoshka.service.staleness.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.OwnIndexes;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.token.StatusListBits;
import org.jspecify.annotations.Nullable;

/** The entries of a status list: two bits for each plan node (docs/model.md, section 7). */
public final class PlacesInLists {
    static final int BITS = 2;

    private static final int VALID = 0;
    private static final int REFUSED = 1;
    /** A value for applications to define (draft-ietf-oauth-status-list §7.1). */
    private static final int EXCESS = 3;

    private final KeptPlans plans;
    private final EvaluateTokens evaluateTokens;
    private final StalenessPolicy policy;
    private final PlanLedger ledger;
    private final OwnIndexes ownIndexes;
    private final RevocationCache revocations;
    private final Duration tokensGone;

    /**
     * Covers all plans that have a place, and all trees that have places of their own.
     *
     * @param tokensGone how long after the expiry of its last token a plan keeps its place. After that nobody has a token that refers to
     *     the place; once the lists that covered it are gone too, another plan may get it
     */
    public PlacesInLists(
            KeptPlans plans,
            EvaluateTokens evaluateTokens,
            StalenessPolicy policy,
            PlanLedger ledger,
            OwnIndexes ownIndexes,
            RevocationCache revocations,
            Duration tokensGone) {
        this.plans = plans;
        this.evaluateTokens = evaluateTokens;
        this.policy = policy;
        this.ledger = ledger;
        this.ownIndexes = ownIndexes;
        this.revocations = revocations;
        this.tokensGone = tokensGone;
    }

    /** Returns an encoded list; empty if no live token can refer to it. */
    Optional<String> lst(Snapshot snapshot, int number) {
        List<KeptPlans.Place> places = plans.inList(number, tokensGone);
        List<OwnIndexes.Entry> own = ownIndexes.inList(number, tokensGone);
        if (places.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        Map<String, KeptPlans.Place> byPlan = new HashMap<>();
        places.forEach(place -> byPlan.put(place.id(), place));
        own.forEach(entry -> byPlan.putIfAbsent(entry.tree().planId(), place(entry)));
        Map<String, EvaluateTokens.Judgement> judgements = evaluateTokens.judgements(snapshot, byPlan.values());
        StatusListBits bits = StatusListBits.of(BITS, StatusBlock.LIMIT);
        for (KeptPlans.Place place : places) {
            EvaluateTokens.Judgement judgement = judgements.get(place.id());
            if (judgement != null) {
                set(bits, snapshot, place, judgement.standings());
            }
        }
        own.forEach(entry ->
                setOwn(bits, snapshot, entry, judgements.get(entry.tree().planId())));
        return Optional.of(bits.encode());
    }

    private static KeptPlans.Place place(OwnIndexes.Entry entry) {
        return new KeptPlans.Place(entry.tree().planId(), entry.tree().clientId(), entry.first());
    }

    /** Like the places of its plan, and refused if the token was revoked. */
    private void setOwn(
            StatusListBits bits,
            Snapshot snapshot,
            OwnIndexes.Entry entry,
            EvaluateTokens.@Nullable Judgement judgement) {
        if (judgement != null) {
            set(bits, snapshot, place(entry), judgement.standings());
        }
        List<String> suffixes = entry.tree().suffixes();
        for (int index = 0; index < suffixes.size(); index++) {
            if (revocations.isRevoked(entry.tree().jti() + suffixes.get(index))) {
                bits.set(entry.first() + index, REFUSED);
            }
        }
    }

    private void set(StatusListBits bits, Snapshot snapshot, KeptPlans.Place place, List<Staleness> standings) {
        // As at introspection: chains of a client that was removed or disabled are no longer valid.
        boolean isOver = snapshot.clients().findEnabled(place.clientId()).isEmpty();
        for (int index = 0; index < standings.size(); index++) {
            int node = index;
            int status = isOver ? REFUSED : status(snapshot, standings.get(index), () -> node(place, node));
            if (status != 0) {
                bits.set(place.first() + index, status);
            }
        }
    }

    /** Off-the-shelf verifiers accept only 0, so a graph that grows, or changes terms, must not lock anybody out. */
    private int status(Snapshot snapshot, Staleness staleness, Supplier<String> node) {
        return switch (policy.status(snapshot, staleness, node)) {
            case FRESH -> VALID;
            case STALE -> staleness.excess().isEmpty() ? VALID : EXCESS;
            case REFUSED -> REFUSED;
        };
    }

    /** Returns the id of a node; none if the plan was removed at this moment. */
    private String node(KeptPlans.Place place, int index) {
        // The id of a plan is that of its outer node.
        return ledger.withNode(place.id())
                .map(kept -> kept.plan().nodes().get(index).id())
                .orElse("");
    }
}
