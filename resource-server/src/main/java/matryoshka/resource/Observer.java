package matryoshka.resource;

import java.util.function.Consumer;
import matryoshka.token.VerifiedToken;

/** Counts what happens, and tells the audit hook. */
record Observer(Counts counts, Consumer<AuditEvent> audit) {
    void accepted(VerifiedToken token) {
        counts.add(Count.ACCEPTED);
        audit.accept(new AuditEvent.Accepted(
                token.jti(), token.txn(), token.subject(), token.clientId(), token.actors(), token.scopes()));
    }

    RefusedException refused(RefusedException refusal) {
        counts.add(Count.REFUSED);
        audit.accept(new AuditEvent.Refused(refusal.status(), refusal.error().orElse(""), refusal.description()));
        return refusal;
    }

    void nextHop(VerifiedToken received, NextHopToken token) {
        if (token.how() == NextHopToken.How.EMBEDDED) {
            counts.add(Count.EMBEDDED);
        }
        audit.accept(
                new AuditEvent.NextHop(received.jti(), received.txn(), token.audience(), token.jti(), token.how()));
    }

    NoTokenException noNextHop(VerifiedToken received, String callee, NoTokenException missing) {
        counts.add(Count.NO_TOKEN);
        audit.accept(new AuditEvent.NoNextHop(received.jti(), received.txn(), callee, missing.reason()));
        return missing;
    }
}
