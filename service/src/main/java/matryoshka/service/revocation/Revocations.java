package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.token.VerifiedToken;

/** What this instance knows to be revoked, in memory, so that no token is a question to the database. Thread-safe. */
public final class Revocations {
    /** When the token expires, by its {@code jti}. */
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    private final Map<String, IssuedBefore> clients = new ConcurrentHashMap<>();
    private final Map<String, IssuedBefore> subjects = new ConcurrentHashMap<>();

    /** Of several revocations of one client or subject the latest says all that the others say. */
    private record IssuedBefore(Instant issuedBefore, Instant expiresAt) {
        IssuedBefore and(IssuedBefore other) {
            return new IssuedBefore(later(issuedBefore, other.issuedBefore), later(expiresAt, other.expiresAt));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Whether a token, one that it was derived from, its client or its subject was revoked. */
    public boolean isRevoked(VerifiedToken token) {
        return isRevoked(token.jti())
                || hits(subjects, token.subject(), token.issuedAt())
                || (!clients.isEmpty()
                        && Stream.concat(Stream.of(token.clientId(), token.subject()), token.actors().stream())
                                .anyMatch(client -> hits(clients, client, token.issuedAt())));
    }

    boolean isRevoked(String jti) {
        return !tokens.isEmpty() && Lineage.anyMatch(jti, tokens::containsKey);
    }

    private static boolean hits(Map<String, IssuedBefore> revoked, String name, Instant issuedAt) {
        IssuedBefore revocation = revoked.get(name);
        return revocation != null && !issuedAt.isAfter(revocation.issuedBefore());
    }

    /** Takes one over; nothing changes if it is known. */
    void add(Revocation revocation) {
        if (revocation.kind() == Kind.TOKEN) {
            tokens.put(revocation.value(), revocation.expiresAt());
        } else {
            (revocation.kind() == Kind.CLIENT ? clients : subjects)
                    .merge(
                            revocation.value(),
                            new IssuedBefore(revocation.latestIssue(), revocation.expiresAt()),
                            IssuedBefore::and);
        }
    }

    /** Forgets what expired before this. */
    void forget(Instant past) {
        tokens.values().removeIf(expiresAt -> expiresAt.isBefore(past));
        clients.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
        subjects.values().removeIf(revocation -> revocation.expiresAt().isBefore(past));
    }

    /** How many are known. */
    int size() {
        return tokens.size() + clients.size() + subjects.size();
    }
}
