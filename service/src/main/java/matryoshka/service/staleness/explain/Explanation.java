package matryoshka.service.staleness.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.planning.minting.Encryption;
import matryoshka.service.staleness.AssessedToken;
import matryoshka.token.VerifiedToken;

/**
 * Where a token's authority comes from, and whether it is stale.
 *
 * @param currentVersion the version of the graph that it is compared with
 * @param forms by dependency, the version in which it took the form that it had when the token was minted
 * @param changes later versions that affect the token, latest first
 * @param today the plan that its origin has now; empty if there is none
 */
record Explanation(
        AssessedToken assessed,
        long currentVersion,
        Map<String, PublishedVersion> forms,
        List<GraphChange> changes,
        Optional<TokenPlan> today,
        Encryption encryption) {

    VerifiedToken token() {
        return assessed.token();
    }

    MintedPlan plan() {
        return assessed.found().kept().plan();
    }

    MintedPlan.Node node() {
        return plan().nodes().get(assessed.found().index());
    }

    /** Returns the path from the outer token of its tree to the token. */
    TokenPath path() {
        return node().level().path();
    }
}
