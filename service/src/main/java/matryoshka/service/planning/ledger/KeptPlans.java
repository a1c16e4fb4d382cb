package matryoshka.service.planning.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.staleness.Footprint;
import org.jspecify.annotations.Nullable;

/** The plans that tokens were minted from, for evaluating the staleness of these tokens. Each read is bounded. */
public interface KeptPlans {
    /** The maximum number of plans in one read. */
    int PAGE = 500;

    /** The position before the first page. */
    long BEGINNING = 0;

    /** Returns a plan with a node of this id. There may be several; they agree on the node. */
    Optional<KeptPlan> withNode(String nodeId);

    /** Returns those of these plans that are stored. Ask for at most {@link #PAGE}. */
    List<KeptPlan> of(Collection<String> ids);

    /**
     * Returns the plans with a place in a status list.
     *
     * @param expiredFor omits plans without a live token for this long
     */
    List<Place> inList(int list, Duration expiredFor);

    /**
     * Returns those of these plans of which all tokens are recorded as fresh in a version of the graph; none while a later version is being
     * recorded. Ask for at most {@link #PAGE}.
     */
    List<Recorded> recordedFresh(long graphVersion, Collection<String> ids);

    /**
     * Returns plans that a change with this footprint may affect, after the position. A page can be empty and still be followed by others.
     */
    Page meeting(Footprint change, long position);

    /** Returns plans of chains that a client began, after the position. */
    Page ofClient(String clientId, long position);

    /**
     * Returns plans entered by instances that did not know a version of the graph yet, after the position.
     *
     * @param since lower bound of the time of entry, less a short margin, by the database's clock
     */
    Page enteredBefore(long graphVersion, Instant since, long position);

    /** Stores the footprints with which plans were last evaluated, by plan id. */
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
     * A plan with no stale token.
     *
     * @param size how many tokens it has
     * @param footprint of its last evaluation
     * @param registration the digest of the registration of the client that began the chain, in hexadecimal; null if the client was gone
     */
    record Recorded(
            String id,
            int size,
            Footprint footprint,
            @Nullable String registration) {}

    /**
     * Some plans, and whether there may be more.
     *
     * @param next the position of the next page; null after the last one
     */
    record Page(List<Found> plans, @Nullable Long next) {
        public Page {
            plans = List.copyOf(plans);
        }
    }

    /**
     * A plan on a page.
     *
     * @param footprint of its last evaluation
     * @param isLiving whether a token minted from it may still be live
     */
    record Found(KeptPlan plan, Footprint footprint, boolean isLiving) {}
}
