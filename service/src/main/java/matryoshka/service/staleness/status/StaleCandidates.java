package matryoshka.service.staleness.status;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.service.planning.ledger.KeptPlans;

/** Finds plans whose tokens may be stale, and clients whose chains may have ended, by what is recorded of tokens that may be live. */
public interface StaleCandidates {
    /**
     * Some plans.
     *
     * @param recorded whether it has been recorded what the version did, so that no other plan has stale tokens
     * @param places of the plans; one more than was asked for if there are more
     */
    record Found(boolean recorded, List<KeptPlans.Place> places) {
        public Found {
            places = List.copyOf(places);
        }
    }

    /**
     * Returns the plans with nodes recorded as stale, those that lagging instances entered, and all plans of some clients.
     *
     * @param version of the graph
     * @param changed clients with a registration that has not been examined yet
     * @param most how many to find
     */
    Found find(long version, Collection<String> changed, int most);

    /** Returns those of the clients with plans of which a token may be live. */
    Set<String> withTokens(Collection<String> clients);

    /**
     * Returns the clients that were removed and have such plans.
     *
     * @param most how many to find
     */
    Set<String> removedWithTokens(int most);

    /** Returns those of the clients with such plans that were in use before the given time. */
    Set<String> withTokensBefore(Map<String, Instant> clients);
}
