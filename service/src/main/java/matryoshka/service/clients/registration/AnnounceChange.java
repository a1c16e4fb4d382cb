package matryoshka.service.clients.registration;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.AuditLog.Change;

/**
 * Follows a change of a client before the caller is answered: this instance loads the clients, and the audit log says who changed which
 * client and what scopes it can request since then.
 */
record AnnounceChange(ClientsChanged changed, AuditLog audit) {

    /** Announces the outcome if it is a change, and returns it. */
    ClientOutcome of(Change change, AdminCaller caller, ClientOutcome outcome) {
        if (outcome instanceof Done done) {
            changed.refresh();
            Client client = done.client();
            audit.client(
                    change,
                    client.id(),
                    caller.clientId(),
                    client.revision(),
                    client.metadata().disabled(),
                    client.metadata().scopes());
        }
        return outcome;
    }
}
