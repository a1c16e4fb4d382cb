package matryoshka.service.clients;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Predicate;

/** Joins the registration of clients to the application. */
public final class ClientsFeature implements Feature {
    private final ClientsResource resource;

    /**
     * @param scopeExists whether the current graph, the built-in service included, has a scope of this name
     * @param changed is told of every change before it is answered
     */
    public ClientsFeature(
            Clients clients, Predicate<String> scopeExists, ClientsChanged changed, SecureRandom random, Clock clock) {
        ClientSecrets secrets = new ClientSecrets(random);
        resource = new ClientsResource(
                clients,
                new RegisterClient(clients, scopeExists, changed, new GeneratedIds(random), secrets, clock),
                new ChangeClient(clients, scopeExists, changed),
                new RemoveClient(clients, changed),
                new AddSecret(clients, changed, secrets));
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(resource);
        return true;
    }
}
