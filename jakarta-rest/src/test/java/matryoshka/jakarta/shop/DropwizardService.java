package matryoshka.jakarta.shop;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import matryoshka.jakarta.NextHopFilter;
import matryoshka.jakarta.ResourceServerFeature;
import matryoshka.resource.ResourceServer;

/** The service with Dropwizard. */
public class DropwizardService extends Application<Configuration> {
    private final ResourceServer server;

    public DropwizardService(ResourceServer server) {
        this.server = server;
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
        Client client = ClientBuilder.newClient().register(new NextHopFilter());
        environment.jersey().register(ResourceServerFeature.whereAnnotated(server));
        environment.jersey().register(new OrdersResource(client));
        environment.jersey().register(new OpenResource());
    }
}
