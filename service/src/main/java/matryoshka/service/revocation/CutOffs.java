package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.token.Chain;
import matryoshka.token.RevokedChains;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** The cut-offs in force. Thread-safe. */
final class CutOffs {
    /** By the client whose chains are cut off; the inner maps never change. */
    private final Map<String, Map<Party, Until>> byClient = new ConcurrentHashMap<>();

    /** Covers chains that began until a time, and expires at another. */
    record Until(Instant begunUntil, Instant expiresAt) {
        private Until and(Until other) {
            return new Until(later(begunUntil, other.begunUntil), later(expiresAt, other.expiresAt));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        /** Returns whether it covers a single revocation, for at least as long. */
        boolean covers(Instant begunAt, Instant singleExpiresAt) {
            return !begunAt.isAfter(begunUntil) && !singleExpiresAt.isAfter(expiresAt);
        }
    }

    boolean isEmpty() {
        return byClient.isEmpty();
    }

    boolean reach(VerifiedToken token, Chain chain) {
        return byClient.getOrDefault(chain.begunBy(), Map.of()).entrySet().stream()
                .anyMatch(cutOff -> !chain.begunAt().isAfter(cutOff.getValue().begunUntil())
                        && cutOff.getKey().reaches(token));
    }

    boolean covers(Party party, Instant begunAt, Instant expiresAt) {
        Until until = byClient.getOrDefault(party.begunBy(), Map.of()).get(party);
        return until != null && until.covers(begunAt, expiresAt);
    }

    /** Adds a cut-off. Returns whether it says anything new. */
    boolean add(Revocation cutOff) {
        Party party = Objects.requireNonNull(cutOff.party());
        Until until = new Until(cutOff.latestIssue(), cutOff.expiresAt());
        Map<Party, Until> before = byClient.getOrDefault(party.begunBy(), Map.of());
        Map<Party, Until> after = byClient.merge(party.begunBy(), Map.of(party, until), CutOffs::both);
        return !Objects.equals(before.get(party), after.get(party));
    }

    private static Map<Party, Until> both(Map<Party, Until> some, Map<Party, Until> others) {
        Map<Party, Until> both = new HashMap<>(some);
        others.forEach((party, until) -> both.merge(party, until, Until::and));
        return Map.copyOf(both);
    }

    /** Returns the cut-offs in force, at most this many. */
    List<RevokedChains> inForce(Instant now, int most) {
        return byClient.values().stream()
                .flatMap(cutOffs -> cutOffs.entrySet().stream())
                .filter(cutOff -> cutOff.getValue().expiresAt().isAfter(now))
                .sorted(Comparator.comparing(cutOff -> cutOff.getKey().toString()))
                .limit(most)
                .map(cutOff -> new RevokedChains(
                        cutOff.getKey().begunBy(),
                        cutOff.getKey().revokedBy(),
                        cutOff.getKey().audience(),
                        cutOff.getValue().begunUntil()))
                .toList();
    }

    void forget(Instant past) {
        byClient.keySet()
                .forEach(client -> byClient.computeIfPresent(client, (same, cutOffs) -> inForce(cutOffs, past)));
    }

    private static @Nullable Map<Party, Until> inForce(Map<Party, Until> cutOffs, Instant past) {
        Map<Party, Until> left = new HashMap<>(cutOffs);
        left.values().removeIf(until -> until.expiresAt().isBefore(past));
        return left.isEmpty() ? null : Map.copyOf(left);
    }

    /** Returns the number of cut-offs. */
    int size() {
        return byClient.values().stream().mapToInt(Map::size).sum();
    }

    int size(String revokedBy) {
        return (int) byClient.values().stream()
                .flatMap(cutOffs -> cutOffs.keySet().stream())
                .filter(party -> party.revokedBy().equals(revokedBy))
                .count();
    }
}
