package matryoshka.graph.staleness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Judges the tokens of a plan in a graph: section 8 of the design. Pure.
 *
 * <p>A token is judged by its own subtree and by what it stands on. No budget makes a token stale: what one cuts is still given, by exchange,
 * so that it makes no difference whether a token is nested or cut. A token of a plan that an earlier release entered is judged by what it
 * permits alone where that release did not say more.
 */
public final class StalenessEvaluator {
    private final MintedPlan minted;
    private final ReplannedOrigin today;
    private final GivenToday givenToday;

    /** @param today what the plan's origin leads to in the graph to judge in */
    public StalenessEvaluator(MintedPlan minted, ReplannedOrigin today) {
        this.minted = minted;
        this.today = today;
        this.givenToday = new GivenToday(minted, today);
    }

    /** How each token of the plan stands, in the order of its nodes, whatever conditions kept back. */
    public List<Staleness> standings() {
        return minted.nodes().stream().map(node -> judge(node, null)).toList();
    }

    /** How the outer token stands, and with it the whole tree. */
    public Staleness outer() {
        return judge(minted.outer(), null);
    }

    /**
     * How a token stands of which it is known what it holds.
     *
     * @param isHeld which of the tokens below are really there, conditions may have kept others back
     */
    public Staleness standing(MintedPlan.Node node, Predicate<MintedPlan.Node> isHeld) {
        return judge(node, HeldTokens.of(minted, isHeld));
    }

    private Staleness judge(MintedPlan.Node node, @Nullable HeldTokens known) {
        List<Edge> way = node.level().way();
        if (today.idAt(way).filter(node.id()::equals).isPresent()) {
            return Staleness.FRESH;
        }
        List<TokenAuthority> now = givenToday.atOrBelow(way);
        List<TokenAuthority> held = held(way, known);
        SortedMap<String, SortedSet<String>> missing = missing(way, now, known);
        SortedMap<String, SortedSet<String>> excess = excess(way, held, now);
        SortedSet<String> changed = missing.isEmpty() && excess.isEmpty() && minted.tellsContent()
                ? new ContentChanges(minted, today, way, known).audiences()
                : new TreeSet<>();
        return missing.isEmpty() && excess.isEmpty() && changed.isEmpty()
                ? Staleness.FRESH
                : new Staleness(
                        true,
                        missing,
                        excess,
                        changed,
                        excess.isEmpty() ? new TreeSet<>() : withdrawnFrom(way, held, excess));
    }

    private List<TokenAuthority> held(List<Edge> way, @Nullable HeldTokens known) {
        List<TokenAuthority> held =
                new ArrayList<>(known == null ? minted.atOrBelow(way) : minted.atOrBelow(way, known::has));
        held.addAll(minted.cutAtOrBelow(way, cut -> known == null || known.met().containsAll(cut.conditions())));
        return held;
    }

    /** What a condition kept back, and would keep back again, is not missing; what it no longer guards is. */
    private SortedMap<String, SortedSet<String>> missing(
            List<Edge> way, List<TokenAuthority> now, @Nullable HeldTokens known) {
        List<TokenAuthority> planned = new ArrayList<>(minted.atOrBelow(way));
        planned.addAll(minted.cutAtOrBelow(way, cut -> true));
        if (known == null) {
            return Authority.of(now).without(Authority.of(planned));
        }
        List<MintedPlan.Node> keptBack =
                minted.nodes().stream().filter(known::isKeptBackByCondition).toList();
        List<TokenAuthority> given = new ArrayList<>(now);
        List<TokenAuthority> counted = new ArrayList<>(planned);
        for (MintedPlan.Node node : keptBack) {
            List<Edge> there = node.level().way();
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

    /** What is given today on a condition that was none of this plan's is withdrawn: nobody has asked whether these tokens meet it. */
    private SortedMap<String, SortedSet<String>> excess(
            List<Edge> way, List<TokenAuthority> held, List<TokenAuthority> now) {
        List<TokenAuthority> given = new ArrayList<>();
        for (TokenAuthority level : now) {
            if (today.isOpen(level.way(), minted.conditions())) {
                given.add(level);
            }
        }
        SortedMap<String, SortedSet<String>> excess = Authority.of(held).without(Authority.of(given));
        if (excess.isEmpty()) {
            return excess;
        }
        // It may have moved to a place below one that was cut.
        given.addAll(today.uncut(way, minted.conditions()));
        return Authority.of(held).without(Authority.of(given));
    }

    /** Who gave what is in excess here, and who gave what the tokens around this one, and before its tree, have lost. */
    private SortedSet<String> withdrawnFrom(
            List<Edge> way, List<TokenAuthority> then, SortedMap<String, SortedSet<String>> excess) {
        SortedSet<String> givers = new TreeSet<>();
        then.forEach(level -> addGivers(givers, level, excess));
        for (MintedPlan.Node node : minted.nodes()) {
            TokenAuthority level = node.level();
            if (level.isAtOrAround(way) && !level.way().equals(way)) {
                addGivers(givers, level, lost(level, today.level(level.way())));
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

    private static SortedMap<String, SortedSet<String>> lost(TokenAuthority then, Optional<TokenAuthority> now) {
        return Authority.of(List.of(then)).without(Authority.of(now.stream().toList()));
    }

    private static void addGivers(
            SortedSet<String> givers, TokenAuthority level, SortedMap<String, SortedSet<String>> withdrawn) {
        level.services()
                .forEach((service, at) -> at.givers().forEach((scope, edges) -> {
                    if (withdrawn.getOrDefault(service, new TreeSet<>()).contains(scope)) {
                        givers.addAll(edges);
                        if (edges.isEmpty()) {
                            givers.add(Staleness.CHAIN);
                        }
                    }
                }));
    }
}
