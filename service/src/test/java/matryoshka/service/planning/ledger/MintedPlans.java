package matryoshka.service.planning.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.ExchangeHop;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.MintedPlan;

/** Invented plans for tests of the ledger. */
final class MintedPlans {
    static final Duration LIFE = Duration.ofMinutes(5);

    private MintedPlans() {}

    /** A plan of one token. */
    static TokenPlan planned(String id) {
        PlannedContent content = new PlannedContent(
                "",
                "a",
                "app",
                List.of(),
                Sorted.set(List.of("a")),
                List.of("a"),
                Scopes.of("a:x"),
                Sorted.map(Map.of()),
                LIFE,
                null,
                false,
                Sorted.set(List.of()));
        PlannedToken outer = new PlannedToken(
                id,
                "saying",
                level(TokenPath.OUTER),
                content,
                ClaimRules.NONE,
                Sorted.set(List.of()),
                Sorted.set(List.of()),
                List.of(),
                List.of(),
                List.of(),
                600);
        return new TokenPlan(Origin.of("app", Scopes.of("a:x")), List.of(), List.of(outer), 1, 0.1, Set.of("a"));
    }

    /** Returns a plan of so many tokens, in a chain that began with an exchange. */
    static MintedPlan minted(String id, int tokens) {
        List<MintedPlan.Node> nodes = new ArrayList<>();
        for (int index = 1; index < tokens; index++) {
            nodes.add(new MintedPlan.Node(
                    id + "-" + index,
                    level(TokenPath.of(new Edge("a", "s" + index))),
                    "saying" + index,
                    Sorted.set(List.of("client.gold", "true")),
                    null));
        }
        MintedPlan.Cut cut =
                new MintedPlan.Cut(level(TokenPath.of(new Edge("a", "cut"))), Sorted.set(List.of("client.gold")));
        nodes.add(new MintedPlan.Node(id, level(TokenPath.OUTER), "saying", Sorted.set(List.of("true")), List.of(cut)));
        ExchangeHop hop = new ExchangeHop(
                TokenPath.of(new Edge("b", "a")),
                Scopes.of("a:x"),
                new Edge("a", "c"),
                Scopes.of("c:x"),
                Sorted.set(List.of("client.gold")));
        ExchangeHop narrowed = new ExchangeHop(TokenPath.OUTER, Scopes.of("c:x"), null, null);
        Origin origin =
                new Origin("app", Scopes.of("a:x", "a:y"), Sorted.set(List.of("tier")), List.of(hop, narrowed), 64);
        return new MintedPlan(
                origin, List.of(level(TokenPath.OUTER)), nodes, Sorted.set(List.of("client.gold", "true")));
    }

    /** The same as its client enters it. */
    static NewPlan entered(String id, int tokens, Instant at, long living) {
        return new NewPlan(minted(id, tokens), "app", Footprint.of(1), 7, at, at.plusSeconds(living));
    }

    /** One of one token, by whomever. */
    static NewPlan entered(String id, String client, String enteredBy, Instant at, long living) {
        MintedPlan plan = minted(id, 1);
        Origin origin = new Origin(
                client,
                plan.origin().requested(),
                plan.origin().claims(),
                plan.origin().hops(),
                0);
        return new NewPlan(
                new MintedPlan(origin, plan.lineage(), plan.nodes(), plan.conditions()),
                enteredBy,
                Footprint.of(1),
                7,
                at,
                at.plusSeconds(living));
    }

    static PlanUse use(PlanEntry entry) {
        return ((PlanEntry.Entered) entry).use();
    }

    private static TokenAuthority level(TokenPath path) {
        TokenAuthority.At at = new TokenAuthority.At(
                "https://a.example",
                Sorted.map(Map.of("a:x", Sorted.set(List.of("edge", "other")), "a:y", Sorted.set(List.of()))));
        return new TokenAuthority(path, Sorted.map(Map.of("a", at)));
    }
}
