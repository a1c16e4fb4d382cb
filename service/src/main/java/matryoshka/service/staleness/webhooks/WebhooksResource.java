package matryoshka.service.staleness.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.util.Optional;
import java.util.function.Predicate;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Names;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.ClientProblems;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.http.VersionTag;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.problems.ProblemException;

/** Manages the webhooks through which resource servers hear of versions that affect their tokens: one for each service. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public final class WebhooksResource {
    /** The tag of a webhook that does not exist, which no existing webhook has. */
    private static final VersionTag NONE = new VersionTag(0, "none");

    private final Webhooks webhooks;
    private final Predicate<String> isService;
    private final ClientPower clientPower;
    private final OutboundPolicy policy;
    private final AuditLog audit;

    /**
     * @param isService whether the current graph has a service
     * @param clientPower who may send a service's events where they want
     * @param policy which URLs are allowed
     */
    public WebhooksResource(
            Webhooks webhooks,
            Predicate<String> isService,
            ClientPower clientPower,
            OutboundPolicy policy,
            AuditLog audit) {
        this.webhooks = webhooks;
        this.isService = isService;
        this.clientPower = clientPower;
        this.policy = policy;
        this.audit = audit;
    }

    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public JsonNode list() {
        return WebhookJson.webhooks(webhooks.all());
    }

    @GET
    @Path("/{service}")
    @RequiresScope(BuiltIn.CLIENTS_READ)
    @Conditional
    public Response show(@PathParam("service") String service, @Context HttpHeaders headers) {
        Webhook webhook = found(service);
        return new ConditionalRead(headers)
                .respond(WebhookJson.tag(webhook).opaque(), () -> Response.ok(WebhookJson.webhook(webhook)))
                .build();
    }

    @PUT
    @Path("/{service}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    @Conditional
    public Response put(
            @PathParam("service") String service,
            byte[] body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        URI url = WebhookJson.read(body, policy);
        if (!isService.test(service)) {
            throw ProblemException.of(404, "There is no such service.");
        }
        requirePower(service, security);
        Webhooks.Put put =
                webhooks.put(service, url, conditions(headers)).orElseThrow(WebhooksResource::conditionFailed);
        audit.webhook(
                put.isNew() ? Change.REGISTERED : Change.CHANGED,
                service,
                AdminCaller.of(security).clientId());
        return Response.status(put.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.ETAG, WebhookJson.tag(put.webhook()).quoted())
                .entity(WebhookJson.webhook(put.webhook()))
                .build();
    }

    @DELETE
    @Path("/{service}")
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    @Conditional
    public void remove(
            @PathParam("service") String service, @Context HttpHeaders headers, @Context SecurityContext security) {
        found(service);
        requirePower(service, security);
        if (!webhooks.remove(service, conditions(headers))) {
            throw conditionFailed();
        }
        audit.webhook(Change.REMOVED, service, AdminCaller.of(security).clientId());
    }

    /** Only a service's owners, and the service itself, may decide who hears of its tokens. */
    private void requirePower(String service, SecurityContext security) {
        ClientPower.Lacking lacking = clientPower.overService(service, AdminCaller.of(security));
        if (!lacking.isNothing()) {
            throw new ProblemException(ClientProblems.notAllowed(lacking));
        }
    }

    private static Predicate<Optional<Webhook>> conditions(HttpHeaders headers) {
        Preconditions conditions = Preconditions.of(headers);
        return webhook -> conditions.allow(webhook.map(WebhookJson::tag).orElse(NONE), webhook.isPresent());
    }

    private static ProblemException conditionFailed() {
        return ProblemException.of(412, "The webhook does not meet the request's preconditions.");
    }

    private Webhook found(String service) {
        // An invalid name needs no database query.
        if (!Names.isName(service)) {
            throw unknown();
        }
        return webhooks.of(service).orElseThrow(WebhooksResource::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.of(404, "This service has no webhook.");
    }
}
