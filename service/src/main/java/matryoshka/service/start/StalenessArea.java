package matryoshka.service.start;

import matryoshka.service.planning.minting.StatusUris;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.JdbiLastTerms;
import matryoshka.service.staleness.JdbiStaleNodes;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.service.staleness.events.ChangedClients;
import matryoshka.service.staleness.events.JdbiRecordings;
import matryoshka.service.staleness.events.RecordStaleness;
import matryoshka.service.staleness.events.StalenessRecorder;
import matryoshka.service.staleness.explain.ExplainResource;
import matryoshka.service.staleness.explain.ExplainToken;
import matryoshka.service.staleness.explain.JdbiGraphChanges;
import matryoshka.service.staleness.status.CountStalePlans;
import matryoshka.service.staleness.status.EndedOrigins;
import matryoshka.service.staleness.status.JdbiStaleCandidates;
import matryoshka.service.staleness.status.PlacesInLists;
import matryoshka.service.staleness.status.StaleCandidates;
import matryoshka.service.staleness.status.StaleNodes;
import matryoshka.service.staleness.status.StatusLists;
import matryoshka.service.staleness.status.StatusResource;
import matryoshka.service.staleness.status.StatusSummaries;
import matryoshka.service.staleness.status.StatusSummaryResource;
import matryoshka.service.staleness.status.StatusTimes;
import matryoshka.service.staleness.status.SummarizeStatus;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.StalenessSettings;
import matryoshka.service.start.settings.StatusSummarySettings;
import matryoshka.service.start.settings.TokenSettings;

/** Wires the staleness of tokens in the current graph: evaluation, status lists, explanations, and the recording of what versions did. */
final class StalenessArea {
    private final Platform platform;
    private final PlanningArea planning;
    private final SnapshotArea snapshot;
    private final EvaluateTokens evaluateTokens;
    private final StalenessPolicy policy;
    private final AssessToken assessToken;

    StalenessArea(Platform platform, PlanningArea planning, SnapshotArea snapshot, LiveTokens liveTokens) {
        this.platform = platform;
        this.planning = planning;
        this.snapshot = snapshot;
        StalenessSettings settings = platform.configuration().staleness();
        this.evaluateTokens = new EvaluateTokens(
                planning.ledger(),
                planning.keptPlans(),
                planning.planners(),
                snapshot.snapshots().current(),
                platform.memory());
        this.policy = new StalenessPolicy(
                settings.excess(),
                settings.missingGrace(),
                new JdbiLastTerms(platform.jdbi()),
                new JdbiStaleNodes(platform.jdbi()),
                platform.clock(),
                platform.memory());
        this.assessToken = new AssessToken(liveTokens, evaluateTokens, policy);
    }

    /** Registers the endpoints, and starts recording what versions do to tokens. */
    void join(KeysArea keys, GraphArea graph, RevocationArea revocation, TrustArea trust) {
        Snapshots snapshots = snapshot.snapshots();
        StatusTimes times = new StatusTimes(
                platform.clock(), platform.configuration().statusList().ttl());
        planning.join(times.longestLife());
        platform.manage(new StalenessRecorder(
                snapshots,
                new RecordStaleness(
                        planning.keptPlans(),
                        snapshots,
                        snapshot.replica()::refreshClients,
                        evaluateTokens,
                        new JdbiRecordings(platform.jdbi()),
                        graph.versions()::load),
                platform.workers()));
        platform.register(new ExplainResource(
                new ExplainToken(snapshots, assessToken, evaluateTokens, new JdbiGraphChanges(platform.jdbi())),
                snapshot.obstacles()));
        StatusLists lists = new StatusLists(
                new PlacesInLists(
                        planning.keptPlans(),
                        evaluateTokens,
                        policy,
                        planning.ledger(),
                        planning.ownIndexes(),
                        revocation.known(),
                        planning.tokensGone()),
                keys.signStatements(),
                new StatusUris(platform.issuer()),
                times,
                platform.memory());
        platform.register(new StatusResource(snapshots::current, lists, times, snapshot.obstacles()));
        summary(keys, revocation, trust);
    }

    private void summary(KeysArea keys, RevocationArea revocation, TrustArea trust) {
        StatusSummarySettings settings = platform.configuration().statusSummary();
        StatusTimes times = new StatusTimes(platform.clock(), settings.ttl());
        StatusSummaries summaries = new StatusSummaries(
                summarizeStatus(revocation, trust), keys.signStatements(), revocation.known(), trust.current(), times);
        platform.register(new StatusSummaryResource(
                snapshot.snapshots()::current, summaries, settings.ttl(), snapshot.obstacles()));
        platform.manage(new CountStalePlans(
                summarizeStatus(revocation, trust),
                snapshot.snapshots(),
                platform.clock(),
                platform.workers(),
                platform.metrics()));
    }

    private SummarizeStatus summarizeStatus(RevocationArea revocation, TrustArea trust) {
        IssuerConfiguration configuration = platform.configuration();
        StatusSummarySettings settings = configuration.statusSummary();
        TokenSettings tokens = configuration.tokens();
        // An instance that lost the database mints on for a while, and nobody knows until when its tokens live.
        StaleCandidates candidates = new JdbiStaleCandidates(
                platform.jdbi(), tokens.maxDisconnected().multipliedBy(2));
        ChangedClients changedClients = new ChangedClients(new JdbiRecordings(platform.jdbi()));
        return new SummarizeStatus(
                platform.issuer(),
                candidates,
                changedClients::unexamined,
                new StaleNodes(evaluateTokens, policy, planning.ledger(), settings.ttl()),
                new EndedOrigins(candidates, trust.current(), tokens.longestLife()),
                revocation.known(),
                settings.maxEntries());
    }

    AssessToken assessToken() {
        return assessToken;
    }
}
