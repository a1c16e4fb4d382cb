package matryoshka.service.staleness.status;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.RegisteredOrigins;

/**
 * Finds what has ended with a registration: chains of clients that were disabled, or removed and registered again, and chains of users
 * whose issuer is no longer trusted. For use by one thread at a time.
 */
public final class EndedOrigins {
    private final StaleCandidates candidates;
    private final Supplier<TrustRegistry> trust;
    private final Duration longestLife;
    private ClientRegistry known = ClientRegistry.EMPTY;
    private Set<String> disabled = Set.of();
    private Map<String, Client> created = Map.of();

    /** @param longestLife the longest time from the beginning of a chain to the expiry of its last token */
    public EndedOrigins(StaleCandidates candidates, Supplier<TrustRegistry> trust, Duration longestLife) {
        this.candidates = candidates;
        this.trust = trust;
        this.longestLife = longestLife;
    }

    /**
     * Returns what chains must have begun with.
     *
     * @param most how many removed clients fit into a summary; if there are more, one more than that is returned
     */
    RegisteredOrigins origins(ClientRegistry clients, int most, Instant now) {
        note(clients, now);
        Map<String, Instant> recent = new TreeMap<>();
        created.forEach((id, client) -> {
            if (client.createdAt().plus(longestLife).isAfter(now)) {
                recent.put(id, client.createdAt());
            }
        });
        Map<String, Integer> again = new TreeMap<>();
        candidates.withTokensBefore(recent).forEach(id -> {
            Client client = created.get(id);
            if (client != null) {
                again.put(id, client.registration());
            }
        });
        Set<String> ended = new TreeSet<>(candidates.removedWithTokens(most + 1));
        ended.addAll(candidates.withTokens(disabled));
        Map<String, Instant> prefixes = new TreeMap<>();
        trust.get()
                .all()
                .values()
                .forEach(issuer -> prefixes.put(issuer.terms().subjectPrefix(), wholeSecond(issuer.registeredAt())));
        return new RegisteredOrigins(again, prefixes, ended);
    }

    /** Chains begin at whole seconds, rounded down. */
    private static Instant wholeSecond(Instant registeredAt) {
        Instant second = Instant.ofEpochSecond(registeredAt.getEpochSecond());
        return second.equals(registeredAt) ? second : second.plusSeconds(1);
    }

    /** Looks through all clients only once for each change. */
    private void note(ClientRegistry clients, Instant now) {
        if (clients == known) {
            return;
        }
        Set<String> off = new TreeSet<>();
        Map<String, Client> recent = new HashMap<>();
        clients.all().forEach((id, client) -> {
            if (client.metadata().disabled()) {
                off.add(id);
            }
            if (client.createdAt().plus(longestLife).isAfter(now)) {
                recent.put(id, client);
            }
        });
        disabled = off;
        created = recent;
        known = clients;
    }
}
