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
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Manages trusted issuers. Reads come from the database and the configuration, not from this instance's memory. Whoever changes trusted
 * issuers decides who speaks for users at every service, without the consent of all service owners.
 */
@Path("/issuers")
@Produces(MediaType.APPLICATION_JSON)
public final class IssuersResource {
    private final KnownIssuers issuers;
    private final ChangeIssuer changeIssuer;
    private final String ownIssuer;
    private final OutboundPolicy policy;

    /**
     * @param current is updated with every change before the response
     * @param ownIssuer this issuer's own identifier
     * @param policy where keys may be fetched from
     */
    public IssuersResource(
            TrustedIssuers issuers, CurrentTrust current, String ownIssuer, OutboundPolicy policy, AuditLog audit) {
        this.issuers = new KnownIssuers(issuers, current);
        this.changeIssuer = new ChangeIssuer(issuers, current, audit);
        this.ownIssuer = ownIssuer;
        this.policy = policy;
    }

    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public JsonNode list() {
        return TrustJson.issuers(issuers.byName().values());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    public Response register(byte[] body, @Context SecurityContext security) {
        TrustedIssuer issuer = granted(changeIssuer.register(AdminCaller.of(security), registration(body, null)));
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
        TrustedIssuer issuer = issuers.byName().get(name);
        if (issuer == null) {
            throw new ProblemException(problem(Refused.because(Reason.UNKNOWN)));
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
        return told(granted(changeIssuer.change(caller, name, Preconditions.of(headers), registration(body, name))));
    }

    @DELETE
    @Path("/{name}")
    @RequiresScope({BuiltIn.CLIENTS_WRITE, BuiltIn.GRAPH_PUBLISH_ANY})
    @Conditional
    public void remove(
            @PathParam("name") String name, @Context HttpHeaders headers, @Context SecurityContext security) {
        granted(changeIssuer.remove(AdminCaller.of(security), name, Preconditions.of(headers)));
    }

    /**
     * Parses a registration.
     *
     * @param path the issuer's name in the path, or null
     * @throws ProblemException 400 if it is not JSON
     */
    private TrustRegistration registration(byte[] body, @Nullable String path) {
        return TrustReader.read(JsonBody.parse(body), path, ownIssuer, policy);
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
        throw new ProblemException(problem((Refused) outcome));
    }

    private static Problem problem(Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> Problem.of(404, "There is no such issuer.");
            case TAKEN -> Problem.of(409, "An issuer with this name already exists.");
            case CONDITION_FAILED -> Problem.of(412, "The issuer does not meet the request's preconditions.");
            case INVALID -> Problem.of(422, "The registration is invalid.").withViolations(refused.violations());
            case CONFIGURED ->
                Problem.of(409, "This issuer is set in the configuration and cannot be changed through the API.");
        };
    }
}
