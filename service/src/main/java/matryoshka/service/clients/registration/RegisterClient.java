package matryoshka.service.clients.registration;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.oauth.Secret;

/** Registers a new client, with a first secret if it authenticates with one. */
final class RegisterClient {
    private final Clients clients;
    private final RegistrationRules rules;
    private final ClientPower power;
    private final AnnounceChange announce;
    private final GeneratedIds ids;
    private final ClientSecrets secrets;
    private final Clock clock;

    RegisterClient(
            Clients clients,
            RegistrationRules rules,
            ClientPower power,
            AnnounceChange announce,
            GeneratedIds ids,
            ClientSecrets secrets,
            Clock clock) {
        this.clients = clients;
        this.rules = rules;
        this.power = power;
        this.announce = announce;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    ClientOutcome register(AdminCaller caller, Registration wanted) {
        String id = wanted.clientId() == null ? ids.next() : wanted.clientId();
        List<Violation> violations = violations(id, wanted);
        if (!violations.isEmpty()) {
            return Refused.invalid(violations);
        }
        Secret secret = wanted.metadata().authentication().hasSecret() ? secrets.generate() : null;
        Client client = client(id, wanted, secret == null ? List.of() : List.of(SecretHash.of(secret)));
        return announce.of(Change.REGISTERED, caller, clients.add(client, owned -> {
            ClientPower.Lacking lacking = power.toAddOrRemove(owned, caller);
            return lacking.isNothing() ? new Done(client, secret) : Refused.tooPowerful(lacking);
        }));
    }

    private List<Violation> violations(String id, Registration wanted) {
        List<Violation> violations = wanted.violations(rules::hasScope);
        return violations.isEmpty() ? rules.violations(client(id, wanted, List.of())) : violations;
    }

    private Client client(String id, Registration wanted, List<SecretHash> live) {
        return new Client(id, wanted.metadata(), live, clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
    }
}
