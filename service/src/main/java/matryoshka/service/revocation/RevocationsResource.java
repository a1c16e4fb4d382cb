package matryoshka.service.revocation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.ClientProblems;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Cursors;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.revocation.RevocationStore.Listed;
import org.jspecify.annotations.Nullable;

/**
 * {@code /revocations}: lists revocations, and revokes all tokens of a client or subject. For single tokens see {@link RevocationResource}.
 */
@Path("/revocations")
@Produces(MediaType.APPLICATION_JSON)
public final class RevocationsResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_ENTRIES = 500;

    private final RevocationStore kept;
    private final RevokeIssued revokeIssued;
    private final Cursors cursors;

    RevocationsResource(RevocationStore kept, RevokeIssued revokeIssued, Cursors cursors) {
        this.kept = kept;
        this.revokeIssued = revokeIssued;
        this.cursors = cursors;
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

    /** Lists those in force, newest first; {@code next} is the cursor of the next page, absent on the last. */
    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public ObjectNode list(@QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        int most = limit == null ? DEFAULT_LIMIT : QueryParameters.number("limit", limit, 1, MAX_ENTRIES);
        long before = cursor == null ? Long.MAX_VALUE : cursors.read("cursor", cursor);
        // One more than requested shows whether there is another page.
        List<Listed> page = kept.inForce(before, most + 1);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("revocations");
        page.stream().limit(most).forEach(listed -> list.add(json(listed)));
        if (page.size() > most) {
            json.put("next", cursors.write(page.get(most - 1).id()));
        }
        return json;
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
