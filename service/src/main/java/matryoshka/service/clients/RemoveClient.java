package matryoshka.service.clients;

import java.util.SortedSet;
import java.util.function.LongPredicate;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.clients.ClientOutcome.Done;
import matryoshka.service.clients.ClientOutcome.Reason;
import matryoshka.service.clients.ClientOutcome.Refused;

/** Removes a client and its secrets. */
final class RemoveClient {
    private final Clients clients;
    private final ClientsChanged changed;

    RemoveClient(Clients clients, ClientsChanged changed) {
        this.clients = clients;
        this.changed = changed;
    }

    /** @param expected whether the client may be of this revision */
    ClientOutcome remove(AdminCaller caller, String id, LongPredicate expected) {
        return ClientAudit.told("removed", caller, changed.after(clients.remove(id, client -> {
            if (!expected.test(client.revision())) {
                return Refused.because(Reason.CHANGED_MEANWHILE);
            }
            SortedSet<String> lacking = IssuerPower.lacking(caller, id, client.metadata());
            if (!lacking.isEmpty()) {
                return Refused.tooPowerful(lacking);
            }
            return caller.clientId().equals(id) ? Refused.because(Reason.OWN_CLIENT) : new Done(client);
        })));
    }
}
