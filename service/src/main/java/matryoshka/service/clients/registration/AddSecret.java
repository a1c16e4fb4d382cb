package matryoshka.service.clients.registration;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.oauth.Secret;

/** Adds a secret to a client, so that the client can change over to it without interruption. */
final class AddSecret {
    private final Clients clients;
    private final ClientPower power;
    private final AnnounceChange announce;
    private final ClientSecrets secrets;

    AddSecret(Clients clients, ClientPower power, AnnounceChange announce, ClientSecrets secrets) {
        this.clients = clients;
        this.power = power;
        this.announce = announce;
        this.secrets = secrets;
    }

    ClientOutcome addTo(String id, AdminCaller caller) {
        Secret secret = secrets.generate();
        return announce.of(Change.SECRET_ADDED, caller, clients.change(id, owned -> {
            Client client = owned.client();
            ClientPower.Lacking lacking = power.toActFor(owned, caller);
            if (!lacking.isNothing()) {
                return Refused.tooPowerful(lacking);
            }
            return client.metadata().authentication().hasSecret()
                    ? new Done(client.with(SecretHash.of(secret)), secret)
                    : Refused.because(Reason.NO_SECRETS);
        }));
    }
}
