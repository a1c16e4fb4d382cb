package matryoshka.service.revocation;

import java.time.Instant;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * What has to be known of a revoked token to tell, later, whether anything that was derived from it can outlive it.
 *
 * @param issuedAt when it was issued
 * @param expiresAt when it expires: its revocation too, unless something could be extended
 * @param services those that it is for; empty when they are not known
 */
record Unsettled(Instant issuedAt, Instant expiresAt, SortedSet<String> services) {
    Unsettled {
        services = Sorted.set(services);
    }
}
