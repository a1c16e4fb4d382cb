package matryoshka.service.minting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.conditions.Conditions;
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

    private record Variant(@Nullable StatusBlock status, List<Boolean> minted) {}

    private final TokenPlan plan;
    private final String issuer;
    private final Sight sight;
    private final StatusUris statusUris;
    private final List<Boolean> whole;
    private final boolean conditional;
    private final Map<Variant, TreeTemplate> written = new ConcurrentHashMap<>();

    PreparedPlan(TokenPlan plan, String issuer, Sight sight, StatusUris statusUris) {
        this.plan = plan;
        this.issuer = issuer;
        this.sight = sight;
        this.statusUris = statusUris;
        this.whole = plan.leafFirst().stream().map(token -> true).toList();
        this.conditional =
                plan.leafFirst().stream().anyMatch(token -> !token.conditions().isEmpty());
    }

    public TokenPlan plan() {
        return plan;
    }

    /** The tokens for a request, written once. */
    public TreeTemplate template(@Nullable StatusBlock status, Conditions conditions, Circumstances circumstances) {
        Variant variant = new Variant(status, conditional ? minted(conditions, circumstances) : whole);
        TreeTemplate known = written.get(variant);
        if (known == null) {
            known = write(variant);
            if (written.size() < MOST_WRITTEN) {
                written.put(variant, known);
            }
        }
        return known;
    }

    /** From the outer token inwards: whether each token is minted, in the order of the plan. */
    private List<Boolean> minted(Conditions conditions, Circumstances circumstances) {
        List<Boolean> minted = new ArrayList<>(whole);
        for (int index = minted.size() - 1; index >= 0; index--) {
            PlannedToken around = plan.leafFirst().get(index);
            for (int child : around.embeds()) {
                PlannedToken nested = plan.leafFirst().get(child);
                minted.set(
                        child,
                        minted.get(index)
                                && nested.conditions().stream()
                                        .allMatch(condition -> conditions.holds(
                                                condition,
                                                circumstances.facts(
                                                        around.content().claims()))));
            }
        }
        return List.copyOf(minted);
    }

    private TreeTemplate write(Variant variant) {
        TokenContents contents = new TokenContents(sight.graph());
        List<TemplateNode> nodes = new ArrayList<>();
        int[] places = new int[plan.tokens()];
        for (int index = 0; index < places.length; index++) {
            if (variant.minted().get(index)) {
                PlannedToken token = plan.leafFirst().get(index);
                places[index] = nodes.size();
                nodes.add(new TemplateNode(
                        contents.of(token.content(), token.id(), statusUris.reference(variant.status(), index)),
                        token.embeds().stream()
                                .filter(child -> variant.minted().get(child))
                                .map(child -> places[child])
                                .toList()));
            }
        }
        return new TreeTemplate(issuer, sight.version(), nodes);
    }
}
