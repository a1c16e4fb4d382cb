package matryoshka.service.clients.registration;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.security.SecureRandom;
import java.time.Clock;

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
            SecureRandom random,
            Clock clock) {
        ClientSecrets secrets = new ClientSecrets(random);
        resource = new ClientsResource(
                clients,
                new RegisterClient(clients, rules, power, changed, new GeneratedIds(random), secrets, clock),
                new ChangeClient(clients, rules, power, changed),
                new RemoveClient(clients, power, changed),
                new AddSecret(clients, power, changed, secrets));
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(resource);
        return true;
    }
}
