package matryoshka.service.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.problems.ProblemException;

/** The keys that a client publishes at its {@code jwks_uri}, as this instance knows them. */
@Path("/clients/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
public final class ClientKeysResource {
    private static final int NOT_FOUND = 404;

    private final Clients clients;
    private final ShownKeys shown;

    public ClientKeysResource(Clients clients, IssuerKeys keys, Clock clock) {
        this.clients = clients;
        this.shown = new ShownKeys(keys, clock);
    }

    /** Fetches nothing. */
    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public ObjectNode show(@PathParam("id") String id) {
        return shown.state(source(id));
    }

    /** Fetches the keys, if they may be fetched now. */
    @POST
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    public ObjectNode fetch(@PathParam("id") String id) {
        return shown.fetch(source(id));
    }

    /** @throws ProblemException 404 if there is no such client, or it publishes no keys */
    private KeySource source(String id) {
        Client client = clients.find(id).orElseThrow(() -> ProblemException.of(NOT_FOUND, "There is no such client."));
        URI jwksUri = client.metadata().jwksUri();
        if (jwksUri == null) {
            throw ProblemException.of(NOT_FOUND, "This client has no jwks_uri.");
        }
        return KeySource.ofClient(id, jwksUri);
    }
}
