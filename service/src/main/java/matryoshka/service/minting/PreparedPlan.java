package matryoshka.service.minting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.conditions.Conditions;
import matryoshka.service.conditions.Facts;
import matryoshka.service.ledger.StatusBlock;
import matryoshka.token.TemplateNode;
import matryoshka.token.TreeTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and all of its tokens that can be written before somebody asks for them. Where their status is published is known when the plan
 * is entered in the ledger, and stays the same as long as the plan is in use; which of its tokens are minted can depend on the request.
 * Thread-safe.
 */
public final class PreparedPlan {
    /** More than that is written again for each request. */
    private static final int MOST_WRITTEN = 64;

    /**
     * What a request makes of one token of the plan.
     *
     * @param minted whether it is there
     * @param withheld of what it offers for exchange, the audiences that are not to be had on a condition
     */
    private record Outcome(boolean minted, Set<String> withheld) {
        static final Outcome WHOLE = new Outcome(true, Set.of());
    }

    private record Variant(@Nullable StatusBlock status, List<Outcome> outcomes) {}

    private final TokenPlan plan;
    private final String issuer;
    private final Sight sight;
    private final StatusUris statusUris;
    private final List<Outcome> whole;
    private final int maxActors;
    private final boolean varies;
    private final Map<Variant, TreeTemplate> written = new ConcurrentHashMap<>();

    /** @param maxActors how many may act in a chain: what more would have to is not minted */
    PreparedPlan(TokenPlan plan, String issuer, Sight sight, StatusUris statusUris, int maxActors) {
        this.plan = plan;
        this.issuer = issuer;
        this.sight = sight;
        this.statusUris = statusUris;
        this.whole = plan.leafFirst().stream().map(token -> Outcome.WHOLE).toList();
        this.maxActors = maxActors;
        this.varies = plan.leafFirst().stream()
                .anyMatch(token -> !token.conditions().isEmpty()
                        || token.content().actors().size() > maxActors
                        || token.cut().stream()
                                .anyMatch(offer -> !offer.conditions().isEmpty()));
    }

    public TokenPlan plan() {
        return plan;
    }

    /** The tokens for a request, written once. */
    public TreeTemplate template(@Nullable StatusBlock status, Conditions conditions, Circumstances circumstances) {
        Variant variant = new Variant(status, varies ? outcomes(conditions, circumstances) : whole);
        TreeTemplate known = written.get(variant);
        if (known == null) {
            known = write(variant);
            if (written.size() < MOST_WRITTEN) {
                written.put(variant, known);
            }
        }
        return known;
    }

    /** From the outer token inwards, in the order of the plan. */
    private List<Outcome> outcomes(Conditions conditions, Circumstances circumstances) {
        List<Outcome> outcomes = new ArrayList<>(whole);
        for (int index = outcomes.size() - 1; index >= 0; index--) {
            PlannedToken around = plan.leafFirst().get(index);
            boolean minted = outcomes.get(index).minted();
            Facts facts = circumstances.facts(around.content().claims());
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
        token.cut().forEach(offer -> (hold.test(offer.conditions()) ? had : withheld).add(offer.audience()));
        withheld.removeAll(had);
        return Set.copyOf(withheld);
    }

    private TreeTemplate write(Variant variant) {
        TokenContents contents = new TokenContents(sight.graph());
        List<TemplateNode> nodes = new ArrayList<>();
        int[] places = new int[plan.tokens()];
        for (int index = 0; index < places.length; index++) {
            if (variant.outcomes().get(index).minted()) {
                PlannedToken token = plan.leafFirst().get(index);
                places[index] = nodes.size();
                nodes.add(new TemplateNode(
                        contents.of(
                                token.content()
                                        .withholding(
                                                variant.outcomes().get(index).withheld()),
                                token.id(),
                                statusUris.reference(variant.status(), index)),
                        token.embeds().stream()
                                .filter(child -> variant.outcomes().get(child).minted())
                                .map(child -> places[child])
                                .toList()));
            }
        }
        return new TreeTemplate(issuer, sight.version(), nodes);
    }
}
