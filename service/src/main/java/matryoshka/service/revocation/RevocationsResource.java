package matryoshka.service.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.ClientProblems;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.http.Page;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.revocation.RevocationStore.Listed;

/**
 * {@code /revocations}: lists revocations, and revokes all tokens of a client or subject. For single tokens see {@link RevocationResource}.
 */
@Path("/revocations")
@Produces(MediaType.APPLICATION_JSON)
public final class RevocationsResource {
    private final RevocationStore kept;
    private final RevokeIssued revokeIssued;

    public RevocationsResource(RevocationStore kept, RevokeIssued revokeIssued) {
        this.kept = kept;
        this.revokeIssued = revokeIssued;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    public Response revoke(byte[] body, @Context SecurityContext security) {
        RevocationRequest request = RevocationRequest.read(JsonBody.parse(body));
        if (!request.violations().isEmpty()) {
            throw new ProblemException(
                    Problem.of(422, "The revocation is invalid.").withViolations(request.violations()));
        }
        AdminCaller caller = AdminCaller.of(security);
        ClientPower.Lacking lacking = revokeIssued.lacking(caller, request.kind(), request.value());
        if (!lacking.isNothing()) {
            throw new ProblemException(ClientProblems.notAllowed(lacking));
        }
        Revocation revocation = revokeIssued
                .revoke(caller, request.kind(), request.value())
                .orElseThrow(() -> ProblemException.unavailable("Too many revocations by this client are in force."));
        return Response.status(Response.Status.CREATED).entity(json(revocation)).build();
    }

    /** Lists those in force, newest first; {@code next} is the {@code before} of the next page, absent on the last. */
    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public ObjectNode list(@BeanParam Page page) {
        return page.json(
                "revocations", kept.inForce(page.before(), page.lookAhead()), RevocationsResource::json, Listed::id);
    }

    private static ObjectNode json(Listed listed) {
        return json(listed.revocation())
                .put("revoked_at", listed.revokedAt().getEpochSecond())
                .put("revoked_by", listed.revocation().revokedBy());
    }

    private static ObjectNode json(Revocation revocation) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put(revocation.kind().member(), revocation.value());
        Instant issuedBefore = revocation.issuedBefore();
        if (issuedBefore != null) {
            json.put("issued_before", issuedBefore.getEpochSecond());
        }
        Party party = revocation.party();
        if (revocation.kind() == Revocation.Kind.CUT_OFF && party != null && party.audience() != null) {
            json.put("audience", party.audience());
        }
        return json.put("expires_at", revocation.expiresAt().getEpochSecond());
    }
}
