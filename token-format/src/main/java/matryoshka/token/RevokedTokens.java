package matryoshka.token;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The revocations in force.
 *
 * @param jtis revoke the tokens with these ids and all that was derived from them
 * @param clients revoke all chains that a client began until a time, and all tokens issued until then in which it takes part
 * @param subjects revoke all chains for a user or client that began until a time
 * @param chains revocations of many tokens at once
 */
public record RevokedTokens(
        SortedSet<String> jtis,
        SortedMap<String, Instant> clients,
        SortedMap<String, Instant> subjects,
        List<RevokedChains> chains) {
    public static final RevokedTokens NONE = new RevokedTokens(Set.of(), Map.of(), Map.of(), List.of());

    public RevokedTokens {
        jtis = Collections.unmodifiableSortedSet(new TreeSet<>(jtis));
        clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
        subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
        chains = List.copyOf(chains);
    }

    public RevokedTokens(
            Set<String> jtis, Map<String, Instant> clients, Map<String, Instant> subjects, List<RevokedChains> chains) {
        this(new TreeSet<>(jtis), new TreeMap<>(clients), new TreeMap<>(subjects), chains);
    }

    /** Returns the number of revocations. */
    public int size() {
        return jtis.size() + clients.size() + subjects.size() + chains.size();
    }

    /** Returns whether a token is revoked. */
    boolean reach(VerifiedToken token) {
        return (!jtis.isEmpty() && Lineage.anyMatch(token.jti(), jtis::contains)) || reach(token, Chain.of(token));
    }

    private boolean reach(VerifiedToken token, Chain chain) {
        return covers(subjects, token.subject(), chain.begunAt())
                || covers(clients, chain.begunBy(), chain.begunAt())
                || (!clients.isEmpty() && parties(token).anyMatch(party -> covers(clients, party, token.issuedAt())))
                || chains.stream().anyMatch(some -> some.reach(token, chain));
    }

    private static Stream<String> parties(VerifiedToken token) {
        Set<String> parties = new HashSet<>(token.actors());
        parties.add(token.clientId());
        parties.add(token.subject());
        return parties.stream();
    }

    private static boolean covers(Map<String, Instant> until, String name, Instant at) {
        Instant last = until.get(name);
        return last != null && !at.isAfter(last);
    }
}
