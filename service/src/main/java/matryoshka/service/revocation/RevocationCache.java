package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import matryoshka.token.VerifiedToken;

/** What this instance knows to be revoked, in memory, so that no token is a question to the database. Thread-safe. */
public final class RevocationCache {
    /** Bytes of a revocation by client or subject, or of a cut-off, with names of usual length. */
    private static final int BYTES = 400;

    private final SingleRevocations tokens = new SingleRevocations();
    private final CutOffs cutOffs = new CutOffs();
    private final Map<String, IssuedBefore> clients = new ConcurrentHashMap<>();
    private final Map<String, IssuedBefore> subjects = new ConcurrentHashMap<>();

    /** Of several revocations of one client or subject the latest says all that the others say. */
    private record IssuedBefore(Instant issuedBefore, Instant expiresAt, String revokedBy) {
        IssuedBefore and(IssuedBefore other) {
            return new IssuedBefore(
                    later(issuedBefore, other.issuedBefore), later(expiresAt, other.expiresAt), other.revokedBy);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Whether a token, one that it was derived from, its client or its subject was revoked. */
    public boolean isRevoked(VerifiedToken token) {
        boolean onlySingle = clients.isEmpty() && subjects.isEmpty() && cutOffs.isEmpty();
        return isRevoked(token.jti()) || (!onlySingle && isRevoked(token, Chain.of(token)));
    }

    private boolean isRevoked(VerifiedToken token, Chain chain) {
        // Whoever began a chain has all of it revoked, also what some instance that had not heard of it yet derived
        // later.
        return hits(subjects, token.subject(), chain.begunAt())
                || hits(clients, chain.begunBy(), chain.begunAt())
                || (!clients.isEmpty()
                        && Stream.concat(Stream.of(token.clientId(), token.subject()), token.actors().stream())
                                .anyMatch(client -> hits(clients, client, token.issuedAt())))
                || cutOffs.reach(token, chain);
    }

    boolean isRevoked(String jti) {
        return tokens.isRevoked(jti);
    }

    private static boolean hits(Map<String, IssuedBefore> revoked, String name, Instant issuedAt) {
        IssuedBefore revocation = revoked.get(name);
        return revocation != null && !issuedAt.isAfter(revocation.issuedBefore());
    }

    /** Takes one over; nothing changes if it is known. */
    void add(Revocation revocation) {
        switch (revocation.kind()) {
            case TOKEN -> tokens.add(revocation, cutOffs);
            case CLIENT -> add(clients, revocation);
            case SUBJECT -> add(subjects, revocation);
            case CUT_OFF -> {
                if (cutOffs.add(revocation)) {
                    tokens.removeCovered(Objects.requireNonNull(revocation.party()), cutOffs);
                }
            }
        }
    }

    private static void add(Map<String, IssuedBefore> some, Revocation revocation) {
        some.merge(
                revocation.value(),
                new IssuedBefore(revocation.latestIssue(), revocation.expiresAt(), revocation.revokedBy()),
                IssuedBefore::and);
    }

    /** Forgets what expired before this. */
    void forget(Instant past) {
        tokens.forget(past);
        cutOffs.forget(past);
        clients.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
        subjects.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
    }

    /** How many are known. */
    public int size() {
        return tokens.size() + others();
    }

    /** Whether fewer are known that a client asked for. */
    boolean areFewer(String revokedBy, int bound) {
        // As a rule there is no need to count exactly.
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

    /** About how much memory they take. */
    public long bytes() {
        return tokens.bytes() + (long) BYTES * others();
    }

    private int others() {
        return cutOffs.size() + clients.size() + subjects.size();
    }

    /** Of a client that revokes, the party with the most revocations that a cut-off can make fewer. */
    Optional<Party> heaviest(String revokedBy) {
        return tokens.heaviest(party -> party.revokedBy().equals(revokedBy));
    }

    /** The same of all clients. */
    Optional<Party> heaviest() {
        return tokens.heaviest(party -> true);
    }
}
