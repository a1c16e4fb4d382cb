package matryoshka.service.clients.registration;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.platform.access.AdminCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the audit log who changed which client, and the scopes that it may request since then. For secrets it only logs that a new one
 * was made.
 */
final class ClientAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private ClientAudit() {}

    /** @param what the action, as one word */
    static ClientOutcome told(String what, AdminCaller caller, ClientOutcome outcome) {
        if (outcome instanceof Done done) {
            Client client = done.client();
            AUDIT.info(
                    "client {} client={} by={} revision={} disabled={} scope=\"{}\"",
                    what,
                    client.id(),
                    caller.clientId(),
                    client.revision(),
                    client.metadata().disabled(),
                    String.join(" ", client.metadata().scopes()));
        }
        return outcome;
    }
}
