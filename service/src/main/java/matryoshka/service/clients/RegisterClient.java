package matryoshka.service.clients;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Violation;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.clients.ClientOutcome.Done;
import matryoshka.service.clients.ClientOutcome.Refused;
import matryoshka.service.oauth.Secret;

/** Registers a new client, with a first secret if it authenticates by one. */
final class RegisterClient {
    private final Clients clients;
    private final RegistrationRules rules;
    private final ClientsChanged changed;
    private final GeneratedIds ids;
    private final ClientSecrets secrets;
    private final Clock clock;

    RegisterClient(
            Clients clients,
            RegistrationRules rules,
            ClientsChanged changed,
            GeneratedIds ids,
            ClientSecrets secrets,
            Clock clock) {
        this.clients = clients;
        this.rules = rules;
        this.changed = changed;
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
        SortedSet<String> lacking = IssuerPower.lacking(caller, id, wanted.metadata());
        if (!lacking.isEmpty()) {
            return Refused.tooPowerful(lacking);
        }
        ClientOutcome outcome = wanted.metadata().authentication().hasSecret()
                ? withSecret(id, wanted, secrets.generate())
                : changed.after(clients.add(client(id, wanted, List.of())));
        return ClientAudit.told("registered", caller, outcome);
    }

    private List<Violation> violations(String id, Registration wanted) {
        List<Violation> violations = wanted.violations(rules::hasScope);
        return violations.isEmpty() ? rules.violations(client(id, wanted, List.of())) : violations;
    }

    private ClientOutcome withSecret(String id, Registration wanted, Secret secret) {
        ClientOutcome outcome = changed.after(clients.add(client(id, wanted, List.of(SecretHash.of(secret)))));
        return outcome instanceof Done done ? new Done(done.client(), secret) : outcome;
    }

    private Client client(String id, Registration wanted, List<SecretHash> live) {
        return new Client(id, wanted.metadata(), live, clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
    }
}
