package matryoshka.service.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.problems.ProblemException;

/** The keys of a trusted issuer, as this instance knows them. */
@Path("/issuers/{name}/keys")
@Produces(MediaType.APPLICATION_JSON)
public final class IssuerKeysResource {
    private final KnownIssuers issuers;
    private final ShownKeys shown;

    public IssuerKeysResource(KnownIssuers issuers, IssuerKeys keys, Clock clock) {
        this.issuers = issuers;
        this.shown = new ShownKeys(keys, clock);
    }

    /** Fetches nothing. */
    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public ObjectNode show(@PathParam("name") String name) {
        return shown.state(source(name));
    }

    /** Fetches the keys, if they may be fetched now. */
    @POST
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    public ObjectNode fetch(@PathParam("name") String name) {
        return shown.fetch(source(name));
    }

    /** @throws ProblemException 404 if there is none of this name */
    private KeySource source(String name) {
        TrustedIssuer issuer = issuers.byName().get(name);
        if (issuer == null) {
            throw ProblemException.of(404, "There is no such issuer.");
        }
        return KeySource.of(issuer.terms());
    }
}
