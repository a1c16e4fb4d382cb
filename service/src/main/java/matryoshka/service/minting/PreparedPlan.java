package matryoshka.service.minting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.ledger.StatusBlock;
import matryoshka.token.TemplateNode;
import matryoshka.token.TreeTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and all of its tokens that can be written before somebody asks for them. Where their status is published is known when the plan
 * is entered in the ledger, and stays the same as long as the plan is in use. Thread-safe.
 */
public final class PreparedPlan {
    private record Written(@Nullable StatusBlock status, TreeTemplate template) {}

    private final TokenPlan plan;
    private final String issuer;
    private final Sight sight;
    private final StatusUris statusUris;
    private volatile @Nullable Written written;

    PreparedPlan(TokenPlan plan, String issuer, Sight sight, StatusUris statusUris) {
        this.plan = plan;
        this.issuer = issuer;
        this.sight = sight;
        this.statusUris = statusUris;
    }

    public TokenPlan plan() {
        return plan;
    }

    /** The tokens, written once. */
    public TreeTemplate template(@Nullable StatusBlock status) {
        Written known = written;
        if (known == null || !Objects.equals(known.status(), status)) {
            known = new Written(status, write(status));
            written = known;
        }
        return known.template();
    }

    private TreeTemplate write(@Nullable StatusBlock status) {
        TokenContents contents = new TokenContents(sight.graph());
        List<TemplateNode> nodes = new ArrayList<>();
        for (PlannedToken token : plan.leafFirst()) {
            nodes.add(new TemplateNode(
                    contents.of(token.content(), token.id(), statusUris.reference(status, nodes.size())),
                    token.embeds()));
        }
        return new TreeTemplate(issuer, sight.version(), nodes);
    }
}
