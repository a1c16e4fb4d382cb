package matryoshka.service.planning.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.staleness.Footprint;
import org.jspecify.annotations.Nullable;

/** The plans that tokens were minted from, for judging these tokens. What is read at once is bounded. */
public interface KeptPlans {
    /** No more plans are read at once. */
    int PAGE = 500;

    /** Before the first page. */
    long BEGINNING = 0;

    /** A plan that has a node of this id; there may be several, which then agree on it. */
    Optional<KeptPlan> withNode(String nodeId);

    /** Those of these plans that are kept; ask for {@link #PAGE} at most. */
    List<KeptPlan> of(Collection<String> ids);

    /**
     * The plans with a place in a status list.
     *
     * @param expiredFor without those of which no token has been alive for so long
     */
    List<Place> inList(int list, Duration expiredFor);

    /**
     * Those of these plans that are recorded to be fresh in a version of the graph, each of their tokens; none while a later version is
     * being recorded. Ask for {@link #PAGE} at most.
     */
    List<Recorded> recordedFresh(long graphVersion, Collection<String> ids);

    /** All that a change of this footprint can matter to, after that position; a page can have none and be followed by others. */
    Page meeting(Footprint change, long position);

    /** Those of chains that a client began, after that position. */
    Page ofClient(String clientId, long position);

    /**
     * Those entered by instances that did not know a version of the graph yet, after that position.
     *
     * @param since entered no earlier than shortly before this, by the database's clock
     */
    Page enteredBefore(long graphVersion, Instant since, long position);

    /** Writes what of the graph plans were judged by, by the plan's id. */
    void judgedBy(Map<String, Footprint> footprints);

    /**
     * Where the status of a plan's tokens is published.
     *
     * @param id of the plan
     * @param clientId the client that began the chain
     * @param first the index of the first token's status in the list
     */
    record Place(String id, String clientId, int first) {}

    /**
     * A plan of which nothing is stale.
     *
     * @param size how many tokens it has
     * @param footprint by which it was judged
     * @param registration the digest of what the client had registered that began the chain, in hexadecimal; null when it was gone
     */
    record Recorded(
            String id,
            int size,
            Footprint footprint,
            @Nullable String registration) {}

    /**
     * Some plans, and whether there may be more.
     *
     * @param next the position to ask with for the next page; null after the last one
     */
    record Page(List<Found> plans, @Nullable Long next) {
        public Page {
            plans = List.copyOf(plans);
        }
    }

    /**
     * A plan as a page has it.
     *
     * @param footprint by which it was judged last
     * @param isLiving whether a token may be alive that was minted from it
     */
    record Found(KeptPlan plan, Footprint footprint, boolean isLiving) {}
}
