package matryoshka.service.tokens.console;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.tokens.grants.ClientCredentialsRequest;
import matryoshka.service.tokens.grants.IssueToken;

/**
 * Begins or continues a session of the console: a code becomes a token of the client that made the link, and the next code. A session ends
 * when its time is over, when its code is not used in time or used twice, and when its client is disabled, removed or revoked.
 */
public final class ContinueSession {
    private final ConsoleSessions sessions;
    private final IssueToken issueToken;
    private final RevocationCache revocations;
    private final Duration maxLife;
    private final SecureRandom random;
    private final AuditLog audit;
    private final Clock clock;

    /** @param maxLife how long a session lasts at most */
    public ContinueSession(
            ConsoleSessions sessions,
            IssueToken issueToken,
            RevocationCache revocations,
            Duration maxLife,
            SecureRandom random,
            AuditLog audit,
            Clock clock) {
        this.sessions = sessions;
        this.issueToken = issueToken;
        this.revocations = revocations;
        this.maxLife = maxLife;
        this.random = random;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a session goes on with.
     *
     * @param next the code for the next time; it expires with the token
     */
    public record Continued(String clientId, IssuedToken token, ConsoleCode next) {}

    /**
     * Uses a code. Empty if it opens nothing, or its session has ended. The token is made first: after an outage, the browser can try the
     * same code again.
     */
    public Optional<Continued> with(Snapshot snapshot, ConsoleCode code) {
        Instant now = clock.instant();
        Optional<ConsoleSession> found = sessions.find(code, now);
        if (found.isEmpty()) {
            refuse(code);
            return Optional.empty();
        }
        ConsoleSession session = found.get();
        Optional<IssuedToken> token =
                living(snapshot, session, now).flatMap(client -> token(snapshot, client, session));
        if (token.isEmpty()) {
            sessions.end(session.id());
            audit.refused(Refusal.of(Refusal.Kind.ISSUANCE, session.clientId(), "console-session-ended"));
            return Optional.empty();
        }
        ConsoleCode next = ConsoleCode.generate(session.id(), random);
        if (!sessions.replace(code, next, now.plusSeconds(token.get().lifetimeSeconds()))) {
            refuse(code);
            return Optional.empty();
        }
        return Optional.of(new Continued(session.clientId(), token.get(), next));
    }

    private void refuse(ConsoleCode code) {
        sessions.endIfUsed(code)
                .ifPresentOrElse(
                        client -> audit.refused(Refusal.of(Refusal.Kind.ISSUANCE, client, "console-code-used-twice")),
                        () -> audit.refusedAnonymous(Refusal.of(Refusal.Kind.ISSUANCE, null, "unknown-console-code")));
    }

    private Optional<Client> living(Snapshot snapshot, ConsoleSession session, Instant now) {
        boolean isOver = !session.beganAt().plus(maxLife).isAfter(now)
                || revocations.isRevoked(session.clientId(), session.beganAt());
        return isOver
                ? Optional.empty()
                : snapshot.clients()
                        .find(session.clientId())
                        .filter(client -> !client.metadata().disabled());
    }

    private Optional<IssuedToken> token(Snapshot snapshot, Client client, ConsoleSession session) {
        // A scope that the client lost since is not asked for.
        Scopes scopes = session.scopes().intersect(LinkToConsole.available(client));
        if (scopes.isEmpty()) {
            return Optional.empty();
        }
        return issueToken
                .issue(
                        snapshot,
                        client,
                        new ClientCredentialsRequest(scopes, Sorted.set(List.of()), new TreeMap<>()),
                        null)
                .toOptional();
    }
}
