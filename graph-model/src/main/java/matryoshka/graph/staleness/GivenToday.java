package matryoshka.graph.staleness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.UncutToken;

/**
 * The authority that today's graph gives at the positions of a plan's tokens, whatever today's budget leaves of it. For subtrees that the
 * budget had cut from the plan, only the cut tokens themselves count, since an exchange decides what is nested in them.
 */
final class GivenToday {
    private final MintedPlan minted;
    private final ReplannedOrigin today;
    private final Set<TokenPath> places = new HashSet<>();
    private final Map<TokenPath, List<TokenAuthority>> given = new HashMap<>();

    GivenToday(MintedPlan minted, ReplannedOrigin today) {
        this.minted = minted;
        this.today = today;
        minted.nodes().forEach(node -> places.add(node.level().path()));
    }

    /** Returns what it gives at the end of a path and below. */
    List<TokenAuthority> atOrBelow(TokenPath path) {
        List<TokenAuthority> levels = new ArrayList<>();
        for (MintedPlan.Node node : minted.nodes()) {
            if (node.level().isAtOrBelow(path)) {
                levels.addAll(given.computeIfAbsent(node.level().path(), any -> given(node)));
            }
        }
        return levels;
    }

    /** Returns what it gives at a token's position, and below where the plan has no tokens. */
    private List<TokenAuthority> given(MintedPlan.Node node) {
        List<TokenAuthority> levels = new ArrayList<>();
        today.token(node.level().path()).ifPresent(token -> {
            levels.add(token.level());
            for (Edge edge : token.embeds()) {
                TokenPath below = node.level().path().then(edge);
                if (node.cutAt(below).isPresent()) {
                    today.token(below).map(UncutToken::level).ifPresent(levels::add);
                } else if (!places.contains(below) && node.tellsWhatIsCut(token)) {
                    levels.addAll(today.uncut(below));
                }
            }
        });
        return levels;
    }
}
