package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The store of revocations, durable and shared by all instances. */
public interface RevocationStore {

    /**
     * Recently added or changed revocations.
     *
     * @param at when they were read, by the database's clock
     */
    record Recent(Instant at, List<Revocation> revocations) {
        public Recent {
            revocations = List.copyOf(revocations);
        }
    }

    /**
     * A revocation in force.
     *
     * @param id the greater, the newer
     */
    record Listed(long id, Revocation revocation, Instant revokedAt) {}

    /**
     * Adds a revocation unless the token is already revoked. Returns whether it was added. A revocation of a client or subject replaces
     * those that it covers. Durable when it returns.
     */
    boolean add(Revocation revocation);

    /** Adds the revocation of a single token, to be settled later. Until then it allows for an extension. */
    boolean add(Revocation revocation, Unsettled unsettled);

    /**
     * Replaces the half of a party's single revocations whose chains began first by one cut-off.
     *
     * @return the cut-off; empty if the party has fewer than two, or another instance is doing this
     */
    Optional<Revocation> cutOff(Party party);

    /**
     * Settles revocations of single tokens: they end with the token, unless something derived from it may have been extended.
     *
     * @param revokedBefore only revocations made before this time, so that no instance can have exchanged the token later without knowing
     *     of the revocation
     * @param extending returns, for the graphs since a time, from which services an extension is possible
     * @return how many
     */
    int settle(Instant revokedBefore, Function<Instant, Predicate<Set<String>>> extending);

    /** Returns all that were added or changed since a time, by the database's clock, including those that have just expired. */
    Recent since(Instant changed);

    /** Returns those in force, newest first, starting below an id. */
    List<Listed> inForce(long before, int most);

    /**
     * Removes what expired before this time.
     *
     * @return how many
     */
    int purge(Instant past);
}
