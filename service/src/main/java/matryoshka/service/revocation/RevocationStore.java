package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The revocations, where they are kept durably and shared by all instances. */
public interface RevocationStore {

    /**
     * What was added or changed lately.
     *
     * @param at when they were read, by the database's clock
     */
    record Recent(Instant at, List<Revocation> revocations) {
        public Recent {
            revocations = List.copyOf(revocations);
        }
    }

    /**
     * One that is in force.
     *
     * @param id the greater, the newer
     */
    record Listed(long id, Revocation revocation, Instant revokedAt) {}

    /**
     * Adds one, unless the token is revoked already; whether it was added. One of a client or subject takes the place of those that say no
     * more. Durable when it returns.
     */
    boolean add(Revocation revocation);

    /** Adds one of a single token that is to be settled. It allows for an extension until then. */
    boolean add(Revocation revocation, Unsettled unsettled);

    /**
     * Puts one cut-off in the place of the half of a party's single revocations whose chains began first.
     *
     * @return the cut-off; empty when the party has fewer than two, or another instance is at it
     */
    Optional<Revocation> cutOff(Party party);

    /**
     * Settles revocations of single tokens: they end with the token, unless something derived from it can have been extended.
     *
     * @param revokedBefore only those, so that no instance can have exchanged the token later without hearing of it
     * @param extending tells, of the graphs since a time, from which services an extension can be had
     * @return how many
     */
    int settle(Instant revokedBefore, Function<Instant, Predicate<Set<String>>> extending);

    /** All that were added or changed since, by the database's clock; those, too, that have just expired. */
    Recent since(Instant changed);

    /** Those in force, the newest first, beginning below an id. */
    List<Listed> inForce(long before, int most);

    /**
     * Removes what expired before this.
     *
     * @return how many
     */
    int purge(Instant past);
}
