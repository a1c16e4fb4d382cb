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
    private final IssuerKeys keys;
    private final Clock clock;

    public IssuerKeysResource(KnownIssuers issuers, IssuerKeys keys, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    /** Fetches nothing. */
    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public ObjectNode show(@PathParam("name") String name) {
        return state(issuer(name));
    }

    /** Fetches the keys, at the pace at which tokens may cause fetches; {@code fetched} is false if they may not be fetched yet. */
    @POST
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    public ObjectNode fetch(@PathParam("name") String name) {
        TrustTerms issuer = issuer(name);
        boolean isFetched = keys.fetchAgain(KeySource.of(issuer));
        return state(issuer).put("fetched", isFetched);
    }

    private ObjectNode state(TrustTerms issuer) {
        return KeySetJson.state(issuer.jwksUri(), keys.state(KeySource.of(issuer)), clock.instant());
    }

    /** @throws ProblemException 404 if there is none of this name */
    private TrustTerms issuer(String name) {
        TrustedIssuer issuer = issuers.byName().get(name);
        if (issuer == null) {
            throw ProblemException.of(404, "There is no such issuer.");
        }
        return issuer.terms();
    }
}
