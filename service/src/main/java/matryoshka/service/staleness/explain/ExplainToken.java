package matryoshka.service.staleness.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.staleness.AssessedToken;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.explain.GraphChanges.Concern;
import matryoshka.token.UnverifiedToken;

/** Explains an active token: who published what gave it its authority, what has changed since, and what minting it today would give. */
public final class ExplainToken {
    private static final int MAX_CHANGES = 500;

    private final Snapshots snapshots;
    private final AssessToken assessToken;
    private final EvaluateTokens evaluateTokens;
    private final GraphChanges changes;

    public ExplainToken(
            Snapshots snapshots, AssessToken assessToken, EvaluateTokens evaluateTokens, GraphChanges changes) {
        this.snapshots = snapshots;
        this.assessToken = assessToken;
        this.evaluateTokens = evaluateTokens;
        this.changes = changes;
    }

    /** Returns empty if this is not an active token of this issuer, or if its plan is no longer stored. */
    Optional<Explanation> explain(UnverifiedToken presented) {
        Snapshot snapshot = snapshots.current();
        return assessToken
                .live(presented.compact())
                .flatMap(token -> assessToken.assess(snapshot, token))
                .map(assessed -> explain(snapshot, assessed));
    }

    private Explanation explain(Snapshot snapshot, AssessedToken assessed) {
        KeptPlan kept = assessed.found().kept();
        MintedPlan plan = kept.plan();
        long version = assessed.token().graphVersion();
        TokenPath path = plan.nodes().get(assessed.found().index()).level().path();
        ReplannedOrigin today = evaluateTokens.today(snapshot, kept);
        return new Explanation(
                assessed,
                snapshot.version(),
                changes.forms(givers(plan, path), version),
                changes.concerning(concern(plan, path, today), version, snapshot.version(), MAX_CHANGES),
                today.plan(),
                evaluateTokens.encryption(snapshot));
    }

    /** Returns the dependencies that gave authority to the token, to the tokens nested in it, and to the tokens before its tree. */
    private static SortedSet<String> givers(MintedPlan plan, TokenPath path) {
        SortedSet<String> givers = new TreeSet<>();
        Stream.concat(plan.atOrBelow(path).stream(), plan.lineage().stream())
                .flatMap(level -> level.services().values().stream())
                .flatMap(at -> at.givers().values().stream())
                .forEach(givers::addAll);
        return givers;
    }

    /** Returns what the token depends on, in the graph that it was minted from and in the current one. */
    private static Concern concern(MintedPlan plan, TokenPath path, ReplannedOrigin today) {
        List<TokenAuthority> around = new ArrayList<>(plan.lineage());
        around.addAll(today.lineage());
        plan.nodes().stream()
                .map(MintedPlan.Node::level)
                .filter(level -> level.isAtOrAround(path))
                .forEach(around::add);
        for (int length = 0; length <= path.length(); length++) {
            today.level(path.beginning(length)).ifPresent(around::add);
        }
        Stream<TokenAuthority> own = Stream.concat(plan.atOrBelow(path).stream(), today.planned(path).stream());
        return new Concern(services(own), services(around.stream()));
    }

    private static SortedSet<String> services(Stream<TokenAuthority> levels) {
        SortedSet<String> services = new TreeSet<>();
        levels.forEach(level -> services.addAll(level.services().keySet()));
        return services;
    }
}
