package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;

/** The revocations, where they are kept durably and shared by all instances. */
public interface KeptRevocations {

    /**
     * What was added lately.
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

    /** Adds one, unless the token is revoked already; whether it was added. Durable when it returns. */
    boolean add(Revocation revocation);

    /** All that were added since, by the database's clock; those, too, that have just expired. */
    Recent since(Instant added);

    /** Those in force, the newest first, beginning below an id. */
    List<Listed> inForce(long before, int most);

    /**
     * Removes what expired before this.
     *
     * @return how many
     */
    int purge(Instant past);
}
