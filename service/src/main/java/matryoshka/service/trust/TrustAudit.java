package matryoshka.service.trust;

import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.trust.TrustOutcome.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the audit log who changed the terms for which trusted issuer, once this instance applies them. */
final class TrustAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private TrustAudit() {}

    /** @param what the action, as one word */
    static TrustOutcome told(String what, AdminCaller caller, CurrentTrust current, TrustOutcome outcome) {
        if (outcome instanceof Done done) {
            current.changed();
            TrustedIssuer issuer = done.issuer();
            AUDIT.info(
                    "issuer {} name={} by={} revision={} types={} clients={} issuer=\"{}\"",
                    what,
                    issuer.name(),
                    caller.clientId(),
                    issuer.revision(),
                    issuer.terms().types(),
                    issuer.terms().clients(),
                    issuer.terms().issuer());
        }
        return outcome;
    }
}
