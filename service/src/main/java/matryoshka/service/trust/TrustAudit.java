package matryoshka.service.trust;

import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.trust.TrustOutcome.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit log who changed on what terms which issuer is trusted, once this instance goes by them. */
final class TrustAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private TrustAudit() {}

    /** @param what was done, as one word */
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
