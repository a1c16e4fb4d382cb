package matryoshka.service.revocation;

import java.time.Instant;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * What must be known about a revoked token to decide later whether anything derived from it can outlive it.
 *
 * @param issuedAt when it was issued
 * @param expiresAt when it expires; its revocation then expires too, unless something could be extended
 * @param services that it is for; empty if they are unknown
 */
record Unsettled(Instant issuedAt, Instant expiresAt, SortedSet<String> services) {
    Unsettled {
        services = Sorted.set(services);
    }
}
