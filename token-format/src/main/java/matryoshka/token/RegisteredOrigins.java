package matryoshka.token;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the chains of tokens must have begun with, so that a name that was removed and registered again inherits no tokens.
 *
 * @param clients for clients that were registered recently, the number of their registration, which is in the {@code jti} of their chains
 * @param prefixes for all prefixes of users' subjects, when their issuer was registered
 * @param ended clients whose chains are all over: they were removed or disabled
 */
public record RegisteredOrigins(
        SortedMap<String, Integer> clients, SortedMap<String, Instant> prefixes, SortedSet<String> ended) {
    public RegisteredOrigins {
        clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
        prefixes = Collections.unmodifiableSortedMap(new TreeMap<>(prefixes));
        ended = Collections.unmodifiableSortedSet(new TreeSet<>(ended));
    }

    public RegisteredOrigins(Map<String, Integer> clients, Map<String, Instant> prefixes, Set<String> ended) {
        this(new TreeMap<>(clients), new TreeMap<>(prefixes), new TreeSet<>(ended));
    }

    /** Returns the number of names. */
    public int size() {
        return clients.size() + prefixes.size() + ended.size();
    }

    /** Returns whether a token's chain began with these registrations. */
    boolean include(VerifiedToken token) {
        Chain chain = Chain.of(token);
        Integer registration = clients.get(chain.begunBy());
        return !ended.contains(chain.begunBy())
                && (registration == null || ChainId.registration(token.jti()).equals(OptionalInt.of(registration)))
                && (!Chain.isUser(token.subject()) || isOfRegisteredIssuer(token.subject(), chain));
    }

    private boolean isOfRegisteredIssuer(String subject, Chain chain) {
        Instant registeredAt = prefixes.get(Chain.prefix(subject));
        return registeredAt != null && !chain.begunAt().isBefore(registeredAt);
    }
}
