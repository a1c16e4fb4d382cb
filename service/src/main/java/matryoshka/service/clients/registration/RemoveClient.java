package matryoshka.service.clients.registration;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.http.Preconditions;

/** Removes a client and its secrets. */
final class RemoveClient {
    private final Clients clients;
    private final ClientPower power;
    private final AnnounceChange announce;

    RemoveClient(Clients clients, ClientPower power, AnnounceChange announce) {
        this.clients = clients;
        this.power = power;
        this.announce = announce;
    }

    /** @param conditions on the current state of the client */
    ClientOutcome remove(AdminCaller caller, String id, Preconditions conditions) {
        return announce.of(Change.REMOVED, caller, clients.remove(id, caller.clientId(), owned -> {
            Client client = owned.client();
            if (!conditions.allow(ClientJson.tag(client))) {
                return Refused.because(Reason.CONDITION_FAILED);
            }
            ClientPower.Lacking lacking = power.toAddOrRemove(owned, caller);
            if (!lacking.isNothing()) {
                return Refused.tooPowerful(lacking);
            }
            return caller.clientId().equals(id) ? Refused.because(Reason.OWN_CLIENT) : new Done(client);
        }));
    }
}
