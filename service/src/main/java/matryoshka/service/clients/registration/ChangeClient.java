package matryoshka.service.clients.registration;

import java.util.List;
import java.util.stream.Stream;
import matryoshka.graph.Scopes;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.http.Preconditions;

/** Replaces a client's registration. */
final class ChangeClient {
    private final Clients clients;
    private final RegistrationRules rules;
    private final ClientPower power;
    private final AnnounceChange announce;

    ChangeClient(Clients clients, RegistrationRules rules, ClientPower power, AnnounceChange announce) {
        this.clients = clients;
        this.rules = rules;
        this.power = power;
        this.announce = announce;
    }

    /** @param conditions on the current state of the client */
    ClientOutcome change(AdminCaller caller, String id, Preconditions conditions, Registration wanted) {
        return announce.of(Change.CHANGED, caller, clients.change(id, owned -> {
            Client before = owned.client();
            if (!conditions.allow(ClientJson.tag(before))) {
                return Refused.because(Reason.CONDITION_FAILED);
            }
            List<Violation> violations = violations(before, wanted);
            return violations.isEmpty() ? permitted(caller, owned, wanted.metadata()) : Refused.invalid(violations);
        }));
    }

    /** A scope that the graph no longer has may stay if it was registered before. */
    private List<Violation> violations(Client before, Registration wanted) {
        Scopes dormant = before.metadata().scopes();
        List<Violation> violations = Stream.concat(
                        wanted.mismatch(before.id()).stream(),
                        wanted.violations(scope -> rules.hasScope(scope) || dormant.contains(scope)).stream())
                .toList();
        return violations.isEmpty() ? rules.violations(before.with(wanted.metadata())) : violations;
    }

    private ClientOutcome permitted(AdminCaller caller, OwnedClient owned, ClientMetadata after) {
        ClientPower.Lacking lacking = power.toChange(owned, after, caller);
        if (!lacking.isNothing()) {
            return Refused.tooPowerful(lacking);
        }
        Client before = owned.client();
        if (after.disabled() && caller.clientId().equals(before.id())) {
            return Refused.because(Reason.OWN_CLIENT);
        }
        return new Done(before.with(after));
    }
}
