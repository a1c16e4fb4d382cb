package matryoshka.service.clients.registration;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.security.SecureRandom;
import java.time.Clock;

/** Joins the registration of clients to the application. */
public final class ClientsFeature implements Feature {
    private final ClientsResource resource;

    /**
     * @param rules what is demanded of every registration
     * @param power who may change what
     * @param changed is told of every change before it is answered
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
