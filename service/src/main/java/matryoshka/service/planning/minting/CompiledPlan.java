package matryoshka.service.planning.minting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.conditions.ConditionVariables;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.Weight;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenContent;
import matryoshka.token.TreeTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A plan, with everything of its tokens that can be written before a request. Where their status is published is known when the plan is
 * entered into the ledger, and stays the same while the plan is in use; which of its tokens are minted can depend on the request.
 * Immutable.
 */
public final class CompiledPlan implements Weighed {
    /** The weight of each token, besides its content and its written claims. */
    private static final long TOKEN_BYTES = 1_024;
    /** The weight of a key that a token is encrypted to. */
    private static final long RECIPIENT_BYTES = 16_384;

    /**
     * The effect of a request on one token of the plan.
     *
     * @param minted whether it is minted
     * @param withheld the audiences that it does not offer for exchange because a condition does not hold
     */
    record Outcome(boolean minted, Set<String> withheld) {
        static final Outcome WHOLE = new Outcome(true, Set.of());
    }

    /**
     * The key of written tokens.
     *
     * @param plan identifies its plan without keeping it in memory
     */
    record Variant(Object plan, @Nullable StatusBlock status, List<Outcome> outcomes) implements Weighed {
        @Override
        public long weight() {
            return Weight.of(status) + Weight.of(outcomes);
        }
    }

    /** A plan's tokens for requests of one variant. */
    record Written(TreeTemplate template, long weight) implements Weighed {}

    private final TokenPlan plan;
    private final String issuer;
    private final PlanningBasis basis;
    private final StatusUris statusUris;
    private final EmbeddingFormat format;
    private final List<Outcome> whole;
    private final int maxActors;
    private final boolean varies;
    private final Object identity = new Object();

    /** @param maxActors how many may act in a chain; tokens that would need more are not minted */
    CompiledPlan(
            TokenPlan plan,
            String issuer,
            PlanningBasis basis,
            StatusUris statusUris,
            EmbeddingFormat format,
            int maxActors) {
        this.plan = plan;
        this.issuer = issuer;
        this.basis = basis;
        this.statusUris = statusUris;
        this.format = format;
        this.whole = plan.leafFirst().stream().map(token -> Outcome.WHOLE).toList();
        this.maxActors = maxActors;
        this.varies = plan.leafFirst().stream()
                .anyMatch(token -> !token.conditions().isEmpty()
                        || token.content().actors().size() > maxActors
                        || token.cut().stream()
                                .anyMatch(cut -> !cut.offer().conditions().isEmpty()));
    }

    public TokenPlan plan() {
        return plan;
    }

    /** Returns everything that the tokens for a request depend on. */
    Variant variant(@Nullable StatusBlock status, Conditions conditions, RequestVariables requestVariables) {
        return new Variant(identity, status, varies ? outcomes(conditions, requestVariables) : whole);
    }

    @Override
    public long weight() {
        return Weight.of(plan) + Weight.of(whole);
    }

    /** From the outer token inwards, in the order of the plan. */
    private List<Outcome> outcomes(Conditions conditions, RequestVariables requestVariables) {
        List<Outcome> outcomes = new ArrayList<>(whole);
        for (int index = outcomes.size() - 1; index >= 0; index--) {
            PlannedToken around = plan.leafFirst().get(index);
            boolean minted = outcomes.get(index).minted();
            ConditionVariables facts = requestVariables.facts(around.content().claims());
            Predicate<Collection<String>> hold =
                    all -> all.stream().allMatch(condition -> conditions.holds(condition, facts));
            if (minted) {
                outcomes.set(index, new Outcome(true, withheld(around, hold)));
            }
            for (int child : around.embeds()) {
                PlannedToken nested = plan.leafFirst().get(child);
                boolean given =
                        minted && nested.content().actors().size() <= maxActors && hold.test(nested.conditions());
                outcomes.set(child, new Outcome(given, Set.of()));
            }
        }
        return List.copyOf(outcomes);
    }

    private static Set<String> withheld(PlannedToken token, Predicate<Collection<String>> hold) {
        Set<String> withheld = new HashSet<>();
        Set<String> had = new HashSet<>();
        token.cut().stream()
                .map(CutEmbedding::offer)
                .forEach(offer -> (hold.test(offer.conditions()) ? had : withheld).add(offer.audience()));
        withheld.removeAll(had);
        return Set.copyOf(withheld);
    }

    Written write(Variant variant) {
        TokenContents contents = new TokenContents(basis.graph(), format);
        long weight = 0;
        List<TemplateNode> nodes = new ArrayList<>();
        int[] places = new int[plan.tokens()];
        for (int index = 0; index < places.length; index++) {
            if (variant.outcomes().get(index).minted()) {
                PlannedToken token = plan.leafFirst().get(index);
                places[index] = nodes.size();
                TokenContent content = contents.of(
                        token.content()
                                .withholding(variant.outcomes().get(index).withheld()),
                        token.id(),
                        statusUris.reference(variant.status(), index));
                weight += TOKEN_BYTES
                        + Weight.of(token.content())
                        + (content.presenter().encryptTo() == null ? 0 : RECIPIENT_BYTES);
                nodes.add(new TemplateNode(
                        content,
                        token.embeds().stream()
                                .filter(child -> variant.outcomes().get(child).minted())
                                .map(child -> places[child])
                                .toList()));
            }
        }
        TreeTemplate template = new TreeTemplate(issuer, basis.version(), nodes, format.form());
        return new Written(template, weight + template.writtenBytes());
    }
}
