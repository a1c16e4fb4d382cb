package matryoshka.graph.staleness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.UncutToken;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens of a subtree whose content would differ today. If it is known which of them really exist, only those count, along with
 * what conditions may add today; if not, every difference in conditions counts.
 */
final class ContentChanges {
    private final ReplannedOrigin today;
    private final TokenPath path;
    private final @Nullable HeldTokens held;
    private final Map<TokenPath, MintedPlan.Node> then = new HashMap<>();

    /**
     * Compares the tokens at the end of a path and below.
     *
     * @param held the plan's tokens that really exist; null if that is not known
     */
    ContentChanges(MintedPlan minted, ReplannedOrigin today, TokenPath path, @Nullable HeldTokens held) {
        this.today = today;
        this.path = path;
        this.held = held;
        minted.nodes().stream()
                .filter(node -> node.level().isAtOrBelow(path))
                .forEach(node -> then.put(node.level().path(), node));
    }

    /** Returns their audiences when they were minted. */
    SortedSet<String> audiences() {
        SortedSet<String> audiences = new TreeSet<>();
        for (MintedPlan.Node node : then.values()) {
            if ((held == null || held.has(node)) && differs(node)) {
                node.level().services().values().forEach(at -> audiences.add(at.audience()));
            }
        }
        return audiences;
    }

    private boolean differs(MintedPlan.Node node) {
        UncutToken token = today.token(node.level().path()).orElse(null);
        if (token == null) {
            // For a nested token, the enclosing one says less.
            return node.level().path().equals(path);
        }
        boolean saysTheSame = token.digest().equals(node.digest()) || !node.tellsWhatIsCut(token);
        return !saysTheSame || isGivenOtherwise(node, token) || nestsOthers(node, token);
    }

    private boolean isGivenOtherwise(MintedPlan.Node node, UncutToken token) {
        return held == null
                ? !token.conditions().equals(node.conditions())
                : !held.met().containsAll(token.conditions());
    }

    private boolean nestsOthers(MintedPlan.Node around, UncutToken token) {
        Set<TokenPath> paths = new HashSet<>();
        then.keySet().stream()
                .filter(nested -> isNestedIn(around.level(), nested))
                .forEach(paths::add);
        around.knownCut().forEach(cut -> paths.add(cut.level().path()));
        token.embeds().forEach(edge -> paths.add(around.level().path().then(edge)));
        return paths.stream().anyMatch(nested -> isOther(around, nested, token));
    }

    private static boolean isNestedIn(TokenAuthority around, TokenPath nested) {
        return nested.length() == around.path().length() + 1 && nested.isAtOrBelow(around.path());
    }

    private boolean isOther(MintedPlan.Node around, TokenPath nested, UncutToken now) {
        MintedPlan.Node before = then.get(nested);
        Optional<UncutToken> token = today.token(nested);
        if (before == null) {
            return around.cutAt(nested)
                    .map(cut -> isCutOtherwise(cut, token))
                    .orElseGet(() -> around.tellsWhatIsCut(now));
        }
        boolean isThere = held == null || held.has(before);
        // What a condition kept out is kept out again, unless fewer conditions apply now.
        return token.map(still -> !isThere && !still.conditions().containsAll(before.conditions()))
                .orElse(isThere);
    }

    /** About a cut token, the enclosing one only says that an exchange is possible. */
    private boolean isCutOtherwise(MintedPlan.Cut cut, Optional<UncutToken> token) {
        return token.map(still -> held == null && !still.conditions().equals(cut.conditions()))
                .orElse(true);
    }
}
