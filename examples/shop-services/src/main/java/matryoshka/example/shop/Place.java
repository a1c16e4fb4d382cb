package matryoshka.example.shop;

import java.net.URI;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.StatusPolicy;

/**
 * Where a service of the shop listens, and who it is.
 *
 * @param name in the graph, and its client id
 * @param town the others
 */
record Place(String name, String audience, int port, String secret, Town town) {
    private static final int MAX_TRIES = 10;

    /** What every service needs to receive tokens and to send them on. Tokens with withdrawn authority are refused. */
    ResourceServer resourceServer() {
        ResourceServer server = ResourceServer.builder()
                .issuer(town.issuer())
                .audience(audience)
                .credentials(ClientCredentials.secret(name, secret))
                .status(StatusPolicy.DEFAULT.withStale(StatusPolicy.Stale.REJECT_EXCESS))
                .audit(town.journal().of(name))
                .build();
        awaitIssuer(server);
        return server;
    }

    /** Waits until a service knows how tokens stand and whom it calls. A real one need not wait: it learns that in the background. */
    static void awaitIssuer(ResourceServer server) {
        for (int tries = 1; !server.refresh(); tries++) {
            if (tries == MAX_TRIES) {
                throw new IllegalStateException("The issuer does not answer.");
            }
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public String toString() {
        return name + " at " + port;
    }
}
