package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.token.Chain;
import matryoshka.token.RevokedChains;
import matryoshka.token.RevokedTokens;
import matryoshka.token.VerifiedToken;

/** The revocations that this instance knows, in memory, so that checking a token needs no database query. Thread-safe. */
public final class RevocationCache {
    /** Bytes of a revocation by client or subject, or of a cut-off, with names of usual length. */
    private static final int BYTES = 400;

    private final SingleRevocations tokens = new SingleRevocations();
    private final CutOffs cutOffs = new CutOffs();
    private final Map<String, IssuedBefore> clients = new ConcurrentHashMap<>();
    private final Map<String, IssuedBefore> subjects = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** Of several revocations of one client or subject, the latest covers all others. */
    private record IssuedBefore(Instant issuedBefore, Instant expiresAt, String revokedBy) {
        IssuedBefore and(IssuedBefore other) {
            return new IssuedBefore(
                    later(issuedBefore, other.issuedBefore), later(expiresAt, other.expiresAt), other.revokedBy);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Returns whether a token, one that it was derived from, its client or its subject was revoked. */
    public boolean isRevoked(VerifiedToken token) {
        boolean onlySingle = clients.isEmpty() && subjects.isEmpty() && cutOffs.isEmpty();
        return isRevoked(token.jti()) || (!onlySingle && isRevoked(token, Chain.of(token)));
    }

    private boolean isRevoked(VerifiedToken token, Chain chain) {
        // A revoked client that began a chain loses all of it, including what an instance that had not heard of the
        // revocation derived later.
        return hits(subjects, token.subject(), chain.begunAt())
                || hits(clients, chain.begunBy(), chain.begunAt())
                || (!clients.isEmpty()
                        && Stream.concat(Stream.of(token.clientId(), token.subject()), token.actors().stream())
                                .anyMatch(client -> hits(clients, client, token.issuedAt())))
                || cutOffs.reach(token, chain);
    }

    /** Returns whether a token with this id, or one that it was derived from, was revoked by its id. */
    public boolean isRevoked(String jti) {
        return tokens.isRevoked(jti);
    }

    /** Returns whether all that a client had begun at this time was revoked since. */
    public boolean isRevoked(String clientId, Instant begunAt) {
        return hits(clients, clientId, begunAt) || hits(subjects, clientId, begunAt);
    }

    private static boolean hits(Map<String, IssuedBefore> revoked, String name, Instant issuedAt) {
        IssuedBefore revocation = revoked.get(name);
        return revocation != null && !issuedAt.isAfter(revocation.issuedBefore());
    }

    /** Adds a revocation; does nothing if it is known. */
    void add(Revocation revocation) {
        boolean isNew = switch (revocation.kind()) {
            case TOKEN -> tokens.add(revocation, cutOffs);
            case CLIENT -> add(clients, revocation);
            case SUBJECT -> add(subjects, revocation);
            case CUT_OFF -> cutOff(revocation);
        };
        if (isNew) {
            changes.incrementAndGet();
        }
    }

    private boolean cutOff(Revocation revocation) {
        boolean isNew = cutOffs.add(revocation);
        if (isNew) {
            tokens.removeCovered(Objects.requireNonNull(revocation.party()), cutOffs);
        }
        return isNew;
    }

    private static boolean add(Map<String, IssuedBefore> some, Revocation revocation) {
        IssuedBefore before = some.get(revocation.value());
        IssuedBefore after = some.merge(
                revocation.value(),
                new IssuedBefore(revocation.latestIssue(), revocation.expiresAt(), revocation.revokedBy()),
                IssuedBefore::and);
        return before == null || after.issuedBefore().isAfter(before.issuedBefore());
    }

    /** Returns a number that grows whenever something new is revoked. */
    public long changes() {
        return changes.get();
    }

    /**
     * Returns the revocations in force.
     *
     * @param most how many to return; single ones are left out first
     */
    public RevokedTokens inForce(Instant now, int most) {
        List<RevokedChains> chains = cutOffs.inForce(now, most);
        Map<String, Instant> byClient = inForce(clients, now, most - chains.size());
        int left = most - chains.size() - byClient.size();
        Map<String, Instant> bySubject = inForce(subjects, now, left);
        return new RevokedTokens(tokens.inForce(now, left - bySubject.size()), byClient, bySubject, chains);
    }

    private static Map<String, Instant> inForce(Map<String, IssuedBefore> some, Instant now, int most) {
        return some.entrySet().stream()
                .filter(revoked -> revoked.getValue().expiresAt().isAfter(now))
                .limit(most)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, revoked -> revoked.getValue().issuedBefore()));
    }

    /** Removes what expired before this time. */
    void forget(Instant past) {
        tokens.forget(past);
        cutOffs.forget(past);
        clients.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
        subjects.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
    }

    /** Returns how many are known. */
    public int size() {
        return tokens.size() + others();
    }

    /** Returns whether fewer than this many by a client are known. */
    boolean areFewer(String revokedBy, int bound) {
        // Usually there is no need to count exactly.
        return tokens.size(revokedBy) + others() < bound || size(revokedBy) < bound;
    }

    private int size(String revokedBy) {
        return tokens.size(revokedBy)
                + cutOffs.size(revokedBy)
                + (int) Stream.of(clients, subjects)
                        .flatMap(some -> some.values().stream())
                        .filter(revocation -> revocation.revokedBy().equals(revokedBy))
                        .count();
    }

    /** Returns approximately how much memory they use. */
    public long bytes() {
        return tokens.bytes() + (long) BYTES * others();
    }

    private int others() {
        return cutOffs.size() + clients.size() + subjects.size();
    }

    /** Returns the party of a revoking client with the most revocations that a cut-off can reduce. */
    Optional<Party> heaviest(String revokedBy) {
        return tokens.heaviest(party -> party.revokedBy().equals(revokedBy));
    }

    /** Returns the same among all clients. */
    Optional<Party> heaviest() {
        return tokens.heaviest(party -> true);
    }
}
