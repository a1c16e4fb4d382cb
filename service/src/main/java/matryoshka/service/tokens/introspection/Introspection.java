package matryoshka.service.tokens.introspection;

import matryoshka.graph.staleness.Staleness;
import matryoshka.token.VerifiedToken;

/**
 * An active token, and how it stands.
 *
 * @param token what it says
 * @param standing what is missing in it, in excess, or changed
 * @param stale whether it is to be taken for stale; not within the grace for what is missing
 * @param currentVersion the version of the graph it was judged in
 * @param withTokens whether the tokens nested in it are shown
 */
record Introspection(VerifiedToken token, Staleness standing, boolean stale, long currentVersion, boolean withTokens) {}
