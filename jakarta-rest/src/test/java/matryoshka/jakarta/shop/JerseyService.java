package matryoshka.jakarta.shop;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import matryoshka.jakarta.NextHopFilter;
import matryoshka.jakarta.ResourceServerFeature;
import matryoshka.resource.ResourceServer;
import org.glassfish.jersey.server.ResourceConfig;

/** The service with plain Jersey. Here every resource needs a token. */
public class JerseyService extends ResourceConfig {
    public JerseyService(ResourceServer server) {
        Client client = ClientBuilder.newClient().register(new NextHopFilter());
        register(ResourceServerFeature.everywhere(server));
        register(new OrdersResource(client));
        register(new OpenResource());
    }
}
