package matryoshka.service.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import matryoshka.graph.Names;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.revocation.Revocation.Kind;

/** Revokes all tokens of a client or a subject that were issued until now. */
public final class RevokeIssued {
    /** How long other instances may take to learn of it; until then they may issue affected tokens. */
    private static final Duration UNTIL_HEARD = Duration.ofSeconds(1);

    private final RevocationStore kept;
    private final RevocationCache revocations;
    private final MakeRoom room;
    private final ClientPower clientPower;
    private final Duration longestLife;
    private final AuditLog audit;
    private final Clock clock;

    /** @param longestLife the longest time from a token's issuance to its own expiry or that of a token derived from it */
    public RevokeIssued(
            RevocationStore kept,
            RevocationCache revocations,
            MakeRoom room,
            ClientPower clientPower,
            Duration longestLife,
            AuditLog audit,
            Clock clock) {
        this.kept = kept;
        this.revocations = revocations;
        this.room = room;
        this.clientPower = clientPower;
        this.longestLife = longestLife;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Returns what the caller lacks for this. Repeated revocation of a client's tokens, for instance, locks the client out. A client's own
     * tokens have it as their subject; no user shares a name with a client, so whoever administers clients may revoke the tokens of users.
     *
     * @param kind not {@link Kind#TOKEN}
     */
    ClientPower.Lacking lacking(AdminCaller caller, Kind kind, String value) {
        return kind == Kind.CLIENT || Names.isName(value)
                ? clientPower.over(value, caller)
                : ClientPower.Lacking.NOTHING;
    }

    /**
     * Revokes the tokens.
     *
     * @param kind {@link Kind#CLIENT} or {@link Kind#SUBJECT}
     * @return empty if the caller has too many revocations in force
     */
    Optional<Revocation> revoke(AdminCaller caller, Kind kind, String value) {
        if (!room.isThere(caller.clientId())) {
            return Optional.empty();
        }
        // iat has whole seconds, rounded down like this time, so that what is issued until others know is affected. So
        // are tokens of the whole second in which this ends, which is better than missing one.
        Instant issuedBefore = clock.instant().plus(UNTIL_HEARD).truncatedTo(ChronoUnit.SECONDS);
        Revocation revocation =
                new Revocation(kind, value, issuedBefore, issuedBefore.plus(longestLife), caller.clientId());
        kept.add(revocation);
        revocations.add(revocation);
        audit.revokedAll(caller.clientId(), kind.member(), value, issuedBefore);
        return Optional.of(revocation);
    }
}
