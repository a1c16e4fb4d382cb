package matryoshka.resource;

import java.util.List;
import java.util.SortedSet;

/** What the audit hook is told; it never contains a token. {@code jti} and {@code txn} lead to the issuer's own records. */
public sealed interface AuditEvent {
    /**
     * A received token was accepted.
     *
     * @param clientId who presented it
     * @param actors who acts for the subject, newest first
     */
    record Accepted(
            String jti, String txn, String subject, String clientId, List<String> actors, SortedSet<String> scopes)
            implements AuditEvent {
        public Accepted {
            actors = List.copyOf(actors);
        }
    }

    /**
     * A request was refused.
     *
     * @param error the error code; empty if the request has no token
     */
    record Refused(int status, String error, String description) implements AuditEvent {}

    /**
     * A token for another service was handed out.
     *
     * @param jti of the received token
     * @param audience the other service
     * @param nextJti of the token for it
     */
    record NextHop(String jti, String txn, String audience, String nextJti, NextHopToken.How how)
            implements AuditEvent {}

    /**
     * There was no token for another service.
     *
     * @param jti of the received token
     * @param callee as it was named
     */
    record NoNextHop(String jti, String txn, String callee, NoTokenException.Reason reason) implements AuditEvent {}
}
