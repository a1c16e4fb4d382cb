package matryoshka.service.staleness.status;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.platform.problems.Outages;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.RegisteredOrigins;
import matryoshka.token.RevokedTokens;
import matryoshka.token.StaleDirection;
import matryoshka.token.StatusSummary;
import org.jspecify.annotations.Nullable;

/**
 * Makes the content of the status summary. Has a bound: a summary with more entries is incomplete, and leaves out what is least needed.
 * For use by one thread at a time.
 */
public final class SummarizeStatus {
    private final String issuer;
    private final StaleCandidates candidates;
    private final Function<ClientRegistry, Set<String>> changedClients;
    private final StaleNodes staleNodes;
    private final EndedOrigins endedOrigins;
    private final RevocationCache revocations;
    private final int maxEntries;
    private @Nullable FromDatabase last;

    /**
     * What was made with the help of the database.
     *
     * @param snapshot referenced weakly, so that it does not stay in memory
     * @param origins null if the database could not be asked
     */
    private record FromDatabase(
            WeakReference<Snapshot> snapshot,
            long version,
            StaleNodes.Said said,
            @Nullable RegisteredOrigins origins,
            boolean complete) {
        int size() {
            return said.stale().size() + said.refused().size() + ofOrigins();
        }

        int ofOrigins() {
            return origins == null ? 0 : origins.size();
        }
    }

    /** @param changedClients returns those whose registration has not been examined yet */
    public SummarizeStatus(
            String issuer,
            StaleCandidates candidates,
            Function<ClientRegistry, Set<String>> changedClients,
            StaleNodes staleNodes,
            EndedOrigins endedOrigins,
            RevocationCache revocations,
            int maxEntries) {
        this.issuer = issuer;
        this.candidates = candidates;
        this.changedClients = changedClients;
        this.staleNodes = staleNodes;
        this.endedOrigins = endedOrigins;
        this.revocations = revocations;
        this.maxEntries = maxEntries;
    }

    /** Returns the summary without times, which its signer sets. */
    StatusSummary summary(Snapshot snapshot, Instant now) {
        FromDatabase nodes = nodes(snapshot, now);
        RevokedTokens revoked = revocations.inForce(now, maxEntries);
        boolean fits = revoked.size() + nodes.size() <= maxEntries && revocations.size() <= maxEntries;
        return fits && nodes.complete() ? whole(nodes, revoked) : partial(nodes, revoked);
    }

    private StatusSummary whole(FromDatabase nodes, RevokedTokens revoked) {
        return summary(nodes, nodes.said().stale(), nodes.said().refused(), revoked, nodes.origins(), true);
    }

    /** What is stale does not matter then: who reads this asks by introspection. What is rejected does, as far as it fits. */
    private StatusSummary partial(FromDatabase nodes, RevokedTokens revoked) {
        int room = maxEntries - revoked.size();
        boolean withOrigins = nodes.ofOrigins() <= room;
        room -= withOrigins ? nodes.ofOrigins() : 0;
        Set<String> refused =
                nodes.said().refused().size() <= room ? nodes.said().refused() : Set.of();
        return summary(nodes, Map.of(), refused, revoked, withOrigins ? nodes.origins() : null, false);
    }

    private StatusSummary summary(
            FromDatabase nodes,
            Map<String, List<StaleDirection>> stale,
            Set<String> refused,
            RevokedTokens revoked,
            @Nullable RegisteredOrigins origins,
            boolean complete) {
        return new StatusSummary(
                issuer,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                nodes.version(),
                stale,
                refused,
                revoked,
                origins,
                complete);
    }

    private FromDatabase nodes(Snapshot snapshot, Instant now) {
        FromDatabase before = last;
        try {
            FromDatabase read = read(snapshot, now);
            last = read;
            return read;
        } catch (RuntimeException failed) {
            if (!Outages.isOutage(failed)) {
                throw failed;
            }
            // Without the database nothing changes, so what was read for the same snapshot still holds.
            return before != null && before.snapshot().refersTo(snapshot)
                    ? before
                    : new FromDatabase(
                            new WeakReference<>(snapshot), snapshot.version(), StaleNodes.Said.NOTHING, null, false);
        }
    }

    private FromDatabase read(Snapshot snapshot, Instant now) {
        StaleCandidates.Found found =
                candidates.find(snapshot.version(), changedClients.apply(snapshot.clients()), maxEntries);
        boolean isTooMuch = found.places().size() > maxEntries;
        StaleNodes.Said said = isTooMuch ? StaleNodes.Said.NOTHING : staleNodes.of(snapshot, found.places(), now);
        return new FromDatabase(
                new WeakReference<>(snapshot),
                snapshot.version(),
                said,
                endedOrigins.origins(snapshot.clients(), maxEntries, now),
                found.recorded() && !isTooMuch);
    }
}
