package matryoshka.service.clients.registration;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.security.SecureRandom;
import java.time.Clock;
import matryoshka.service.platform.audit.AuditLog;

/** Registers the client registration API with the application. */
public final class ClientsFeature implements Feature {
    private final ClientsResource resource;

    /**
     * @param rules the rules for every registration
     * @param power decides who may change what
     * @param changed is notified of every change before the response
     */
    public ClientsFeature(
            Clients clients,
            RegistrationRules rules,
            ClientPower power,
            ClientsChanged changed,
            AuditLog audit,
            SecureRandom random,
            Clock clock) {
        AnnounceChange announce = new AnnounceChange(changed, audit);
        ClientSecrets secrets = new ClientSecrets(random);
        resource = new ClientsResource(
                clients,
                new RegisterClient(clients, rules, power, announce, new GeneratedIds(random), secrets, clock),
                new ChangeClient(clients, rules, power, announce),
                new RemoveClient(clients, power, announce),
                new AddSecret(clients, power, announce, secrets));
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(resource);
        return true;
    }
}
