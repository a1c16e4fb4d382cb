package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Refused;

/**
 * Manages trusted issuers. Reads come from the database and the configuration, not from this instance's memory. Whoever changes trusted
 * issuers decides who speaks for users at every service, without the consent of all service owners.
 */
@Path("/issuers")
@Produces(MediaType.APPLICATION_JSON)
public final class IssuersResource {
    private final TrustedIssuers issuers;
    private final CurrentTrust current;
    private final ChangeIssuer changeIssuer;
    private final RegistrationParser parser;

    IssuersResource(
            TrustedIssuers issuers, CurrentTrust current, ChangeIssuer changeIssuer, RegistrationParser parser) {
        this.issuers = issuers;
        this.current = current;
        this.changeIssuer = changeIssuer;
        this.parser = parser;
    }

    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public JsonNode list() {
        return TrustJson.issuers(byName().values());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    public Response register(byte[] body, @Context SecurityContext security) {
        TrustedIssuer issuer = granted(changeIssuer.register(AdminCaller.of(security), parser.parse(body, null)));
        return Response.created(URI.create("/issuers/" + issuer.name()))
                .header(HttpHeaders.ETAG, TrustJson.tag(issuer).quoted())
                .entity(TrustJson.issuer(issuer))
                .build();
    }

    @GET
    @Path("/{name}")
    @RequiresScope(BuiltIn.CLIENTS_READ)
    @Conditional
    public Response show(@PathParam("name") String name, @Context HttpHeaders headers) {
        TrustedIssuer issuer = byName().get(name);
        if (issuer == null) {
            throw TrustProblems.unknown();
        }
        return new ConditionalRead(headers)
                .respond(TrustJson.tag(issuer).opaque(), () -> Response.ok(TrustJson.issuer(issuer)))
                .build();
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    @Conditional
    public Response change(
            @PathParam("name") String name,
            @Context HttpHeaders headers,
            byte[] body,
            @Context SecurityContext security) {
        AdminCaller caller = AdminCaller.of(security);
        return told(granted(changeIssuer.change(caller, name, Preconditions.of(headers), parser.parse(body, name))));
    }

    @DELETE
    @Path("/{name}")
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    @Conditional
    public void remove(
            @PathParam("name") String name, @Context HttpHeaders headers, @Context SecurityContext security) {
        granted(changeIssuer.remove(AdminCaller.of(security), name, Preconditions.of(headers)));
    }

    private SortedMap<String, TrustedIssuer> byName() {
        SortedMap<String, TrustedIssuer> all = new TreeMap<>();
        issuers.all().forEach(issuer -> all.put(issuer.name(), issuer));
        current.configured().forEach(issuer -> all.put(issuer.name(), issuer));
        return all;
    }

    private static Response told(TrustedIssuer issuer) {
        return Response.ok(TrustJson.issuer(issuer))
                .header(HttpHeaders.ETAG, TrustJson.tag(issuer).quoted())
                .build();
    }

    private static TrustedIssuer granted(TrustOutcome outcome) {
        if (outcome instanceof Done done) {
            return done.issuer();
        }
        throw TrustProblems.of((Refused) outcome);
    }
}
