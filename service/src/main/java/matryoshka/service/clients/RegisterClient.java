package matryoshka.service.clients;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import matryoshka.graph.Violation;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.clients.ClientOutcome.Done;
import matryoshka.service.clients.ClientOutcome.Refused;
import matryoshka.service.oauth.Secret;

/** Registers a new client, with a first secret if it authenticates by one. */
final class RegisterClient {
    private final Clients clients;
    private final Predicate<String> scopeExists;
    private final ClientsChanged changed;
    private final GeneratedIds ids;
    private final ClientSecrets secrets;
    private final Clock clock;

    RegisterClient(
            Clients clients,
            Predicate<String> scopeExists,
            ClientsChanged changed,
            GeneratedIds ids,
            ClientSecrets secrets,
            Clock clock) {
        this.clients = clients;
        this.scopeExists = scopeExists;
        this.changed = changed;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    ClientOutcome register(AdminCaller caller, Registration wanted) {
        List<Violation> violations = wanted.violations(scopeExists);
        if (!violations.isEmpty()) {
            return Refused.invalid(violations);
        }
        SortedSet<String> lacking = IssuerPower.lacking(caller, wanted.metadata());
        if (!lacking.isEmpty()) {
            return Refused.tooPowerful(lacking);
        }
        return wanted.metadata().authentication().hasSecret()
                ? withSecret(wanted, secrets.generate())
                : changed.after(clients.add(client(wanted, List.of())));
    }

    private ClientOutcome withSecret(Registration wanted, Secret secret) {
        ClientOutcome outcome = changed.after(clients.add(client(wanted, List.of(SecretHash.of(secret)))));
        return outcome instanceof Done done ? new Done(done.client(), secret) : outcome;
    }

    private Client client(Registration wanted, List<SecretHash> live) {
        String id = wanted.clientId() == null ? ids.next() : wanted.clientId();
        return new Client(id, wanted.metadata(), live, clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
    }
}
