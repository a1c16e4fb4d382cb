package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import matryoshka.token.Lineage;
import org.jspecify.annotations.Nullable;

/** The revocations of single tokens, counted for each revoking client, and weighed. Thread-safe. */
final class SingleRevocations {
    /** Bytes of an entry with an empty {@code jti}, including its share of the table and the counts. */
    private static final int ENTRY_BYTES = 220;

    private final Map<String, Single> byJti = new ConcurrentHashMap<>();
    private final Map<String, Integer> byRevoker = new ConcurrentHashMap<>();
    private final Map<Party, Counted> byParty = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** A party, the same object in all its revocations. */
    private record Counted(Party party, int count) {}

    private record Single(
            Instant expiresAt,
            String revokedBy,
            @Nullable Party party,
            @Nullable Instant begunAt) {
        boolean isCovered(CutOffs cutOffs) {
            return party != null && begunAt != null && cutOffs.covers(party, begunAt, expiresAt);
        }
    }

    boolean isRevoked(String jti) {
        return !byJti.isEmpty() && Lineage.anyMatch(jti, byJti::containsKey);
    }

    /** Adds a revocation, unless a cut-off covers it. Returns whether it is new. */
    boolean add(Revocation revocation, CutOffs cutOffs) {
        Single single = new Single(
                revocation.expiresAt(), revocation.revokedBy(), shared(revocation.party()), revocation.begunAt());
        if (single.isCovered(cutOffs)) {
            return false;
        }
        boolean isNew = !byJti.containsKey(revocation.value());
        byJti.compute(revocation.value(), (jti, before) -> {
            if (before == null) {
                count(jti, single, 1);
                return single;
            }
            // A settled revocation expires earlier than assumed at first. The first revoking client keeps being
            // counted.
            return new Single(single.expiresAt(), before.revokedBy(), before.party(), before.begunAt());
        });
        return isNew;
    }

    /** Returns the ids of tokens whose revocation is in force, at most this many. */
    Set<String> inForce(Instant now, int most) {
        return byJti.entrySet().stream()
                .filter(single -> single.getValue().expiresAt().isAfter(now))
                .limit(most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns one shared object for each party. */
    private @Nullable Party shared(@Nullable Party party) {
        Counted known = party == null ? null : byParty.get(party);
        return known == null ? party : known.party();
    }

    private void count(String jti, Single single, int more) {
        bytes.addAndGet((long) more * (ENTRY_BYTES + jti.length()));
        // Forgets clients that have none left.
        byRevoker.compute(single.revokedBy(), (revoker, count) -> {
            int sum = (count == null ? 0 : count) + more;
            return sum == 0 ? null : sum;
        });
        if (single.party() != null) {
            byParty.compute(single.party(), (party, counted) -> {
                int sum = (counted == null ? 0 : counted.count()) + more;
                return sum == 0 ? null : new Counted(counted == null ? party : counted.party(), sum);
            });
        }
    }

    /** Removes a party's revocations that its cut-off covers. */
    void removeCovered(Party party, CutOffs cutOffs) {
        removeIf(single -> party.equals(single.party()) && single.isCovered(cutOffs));
    }

    void forget(Instant past) {
        removeIf(single -> single.expiresAt().isBefore(past));
    }

    private void removeIf(Predicate<Single> which) {
        byJti.forEach((jti, seen) -> {
            if (which.test(seen)) {
                byJti.computeIfPresent(jti, (same, single) -> left(jti, single, which));
            }
        });
    }

    private @Nullable Single left(String jti, Single single, Predicate<Single> without) {
        if (without.test(single)) {
            count(jti, single, -1);
            return null;
        }
        return single;
    }

    int size() {
        return byJti.size();
    }

    int size(String revokedBy) {
        return byRevoker.getOrDefault(revokedBy, 0);
    }

    /** Returns approximately how much memory they use. */
    long bytes() {
        return bytes.get();
    }

    /** Returns the party with the most revocations, if it has at least two, so that a cut-off reduces them. */
    Optional<Party> heaviest(Predicate<Party> which) {
        return byParty.values().stream()
                .filter(counted -> counted.count() >= 2 && which.test(counted.party()))
                .max(Comparator.comparingInt(Counted::count))
                .map(Counted::party);
    }
}
