package matryoshka.graph.staleness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the staleness of a plan's tokens in a graph (docs/model.md, section 7). Pure.
 *
 * <p>A token is evaluated by its own subtree and by the tokens it depends on. The budget never makes a token stale: what it cuts is still
 * available by exchange, so it makes no difference whether a token is nested or cut. For plans stored by an earlier release, only authority
 * is compared where that release stored no more.
 */
public final class StalenessEvaluator {
    private final MintedPlan minted;
    private final ReplannedOrigin today;
    private final GivenToday givenToday;

    /** @param today the plan's origin, replanned in the graph to evaluate in */
    public StalenessEvaluator(MintedPlan minted, ReplannedOrigin today) {
        this.minted = minted;
        this.today = today;
        this.givenToday = new GivenToday(minted, today);
    }

    /** Returns the staleness of each token of the plan, in the order of its nodes, whatever conditions kept out. */
    public List<Staleness> standings() {
        return minted.nodes().stream().map(node -> judge(node, null)).toList();
    }

    /** Returns the staleness of the outer token, and so of the whole tree. */
    public Staleness outer() {
        return judge(minted.outer(), null);
    }

    /**
     * Returns the staleness of a token whose contents are known.
     *
     * @param isHeld matches the tokens below that really exist; conditions may have kept others out
     */
    public Staleness standing(MintedPlan.Node node, Predicate<MintedPlan.Node> isHeld) {
        return judge(node, HeldTokens.of(minted, isHeld));
    }

    private Staleness judge(MintedPlan.Node node, @Nullable HeldTokens known) {
        TokenPath path = node.level().path();
        if (today.idAt(path).filter(node.id()::equals).isPresent()) {
            return Staleness.FRESH;
        }
        List<TokenAuthority> now = givenToday.atOrBelow(path);
        List<TokenAuthority> held = held(path, known);
        ScopesByService missing = missing(path, now, known);
        ScopesByService excess = excess(path, held, now);
        SortedSet<String> changed = missing.isEmpty() && excess.isEmpty() && minted.tellsContent()
                ? new ContentChanges(minted, today, path, known).audiences()
                : new TreeSet<>();
        return missing.isEmpty() && excess.isEmpty() && changed.isEmpty()
                ? Staleness.FRESH
                : new Staleness(
                        true,
                        missing,
                        excess,
                        changed,
                        excess.isEmpty() ? new TreeSet<>() : withdrawnFrom(path, held, excess));
    }

    private List<TokenAuthority> held(TokenPath path, @Nullable HeldTokens known) {
        List<TokenAuthority> held =
                new ArrayList<>(known == null ? minted.atOrBelow(path) : minted.atOrBelow(path, known::has));
        held.addAll(
                minted.cutAtOrBelow(path, cut -> known == null || known.met().containsAll(cut.conditions())));
        return held;
    }

    /** What a condition kept out, and would keep out again, is not missing; what no longer has the condition is. */
    private ScopesByService missing(TokenPath path, List<TokenAuthority> now, @Nullable HeldTokens known) {
        List<TokenAuthority> planned = new ArrayList<>(minted.atOrBelow(path));
        planned.addAll(minted.cutAtOrBelow(path, cut -> true));
        if (known == null) {
            return Authority.of(now).without(Authority.of(planned));
        }
        List<MintedPlan.Node> keptBack =
                minted.nodes().stream().filter(known::isKeptBackByCondition).toList();
        List<TokenAuthority> given = new ArrayList<>(now);
        List<TokenAuthority> counted = new ArrayList<>(planned);
        for (MintedPlan.Node node : keptBack) {
            TokenPath there = node.level().path();
            if (today.conditions(there)
                    .filter(conditions -> conditions.containsAll(node.conditions()))
                    .isPresent()) {
                given.removeIf(level -> level.isAtOrBelow(there));
            } else if (today.isOpen(there, known.met())) {
                counted.remove(node.level());
            }
        }
        return Authority.of(given).without(Authority.of(counted));
    }

    /** Authority under a condition that this plan did not have is withdrawn, since nobody has checked whether these tokens meet it. */
    private ScopesByService excess(TokenPath path, List<TokenAuthority> held, List<TokenAuthority> now) {
        List<TokenAuthority> given = new ArrayList<>();
        for (TokenAuthority level : now) {
            if (today.isOpen(level.path(), minted.conditions())) {
                given.add(level);
            }
        }
        ScopesByService excess = Authority.of(held).without(Authority.of(given));
        if (excess.isEmpty()) {
            return excess;
        }
        // It may have moved to a position below a cut token.
        given.addAll(today.uncut(path, minted.conditions()));
        return Authority.of(held).without(Authority.of(given));
    }

    /** Returns who gave the excess authority here, and who gave what the enclosing tokens, and those before the tree, have lost. */
    private SortedSet<String> withdrawnFrom(TokenPath path, List<TokenAuthority> then, ScopesByService excess) {
        SortedSet<String> givers = new TreeSet<>();
        then.forEach(level -> addGivers(givers, level, excess));
        for (MintedPlan.Node node : minted.nodes()) {
            TokenAuthority level = node.level();
            if (level.isAtOrAround(path) && !level.path().equals(path)) {
                addGivers(givers, level, lost(level, today.level(level.path())));
            }
        }
        for (int index = 0; index < minted.lineage().size(); index++) {
            TokenAuthority level = minted.lineage().get(index);
            Optional<TokenAuthority> now =
                    index < today.lineage().size() ? Optional.of(today.lineage().get(index)) : Optional.empty();
            addGivers(givers, level, lost(level, now));
        }
        return givers;
    }

    private static ScopesByService lost(TokenAuthority then, Optional<TokenAuthority> now) {
        return Authority.of(List.of(then)).without(Authority.of(now.stream().toList()));
    }

    private static void addGivers(SortedSet<String> givers, TokenAuthority level, ScopesByService withdrawn) {
        level.services()
                .forEach((service, at) -> at.givers().forEach((scope, edges) -> {
                    if (withdrawn.at(service).contains(scope)) {
                        givers.addAll(edges);
                        if (edges.isEmpty()) {
                            givers.add(Staleness.CHAIN);
                        }
                    }
                }));
    }
}
