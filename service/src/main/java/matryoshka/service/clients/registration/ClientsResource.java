package matryoshka.service.clients.registration;

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
import java.security.SecureRandom;
import java.time.Clock;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.outbound.OutboundPolicy;

/** Manages registered clients. Reads come from the database, not from this instance's memory. */
@Path("/clients")
@Produces(MediaType.APPLICATION_JSON)
public final class ClientsResource {
    private final Clients clients;
    private final RegisterClient registerClient;
    private final ChangeClient changeClient;
    private final RemoveClient removeClient;
    private final AddSecret addSecret;
    private final OutboundPolicy policy;

    /**
     * @param rules the rules for every registration
     * @param power decides who may change what
     * @param policy which URLs the keys of clients may be fetched from
     * @param changed is notified of every change before the response
     */
    public ClientsResource(
            Clients clients,
            RegistrationRules rules,
            ClientPower power,
            ClientsChanged changed,
            AuditLog audit,
            OutboundPolicy policy,
            SecureRandom random,
            Clock clock) {
        AnnounceChange announce = new AnnounceChange(changed, audit);
        ClientSecrets secrets = new ClientSecrets(random);
        this.clients = clients;
        this.registerClient =
                new RegisterClient(clients, rules, power, announce, new GeneratedIds(random), secrets, clock);
        this.changeClient = new ChangeClient(clients, rules, power, announce);
        this.removeClient = new RemoveClient(clients, power, announce);
        this.addSecret = new AddSecret(clients, power, announce, secrets);
        this.policy = policy;
    }

    @GET
    @RequiresScope(BuiltIn.CLIENTS_READ)
    public JsonNode list() {
        return ClientJson.clients(clients.all().all().values());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    public Response register(byte[] body, @Context SecurityContext security) {
        Done done = granted(registerClient.register(AdminCaller.of(security), registration(body)));
        Client client = done.client();
        return Response.created(URI.create("/clients/" + client.id()))
                .header(HttpHeaders.ETAG, ClientJson.tag(client).quoted())
                .entity(ClientJson.registered(done))
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresScope(BuiltIn.CLIENTS_READ)
    @Conditional
    public Response show(@PathParam("id") String id, @Context HttpHeaders headers) {
        Client client = clients.find(id).orElseThrow(ClientProblems::unknown);
        return new ConditionalRead(headers)
                .respond(ClientJson.tag(client).opaque(), () -> Response.ok(ClientJson.client(client)))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    @Conditional
    public Response change(
            @PathParam("id") String id, @Context HttpHeaders headers, byte[] body, @Context SecurityContext security) {
        AdminCaller caller = AdminCaller.of(security);
        return told(granted(changeClient.change(caller, id, Preconditions.of(headers), registration(body)))
                .client());
    }

    @DELETE
    @Path("/{id}")
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    @Conditional
    public void remove(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext security) {
        granted(removeClient.remove(AdminCaller.of(security), id, Preconditions.of(headers)));
    }

    @POST
    @Path("/{id}/secrets")
    @RequiresScope(BuiltIn.CLIENTS_WRITE)
    public Response addSecret(@PathParam("id") String id, @Context SecurityContext security) {
        Done done = granted(addSecret.addTo(id, AdminCaller.of(security)));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.ETAG, ClientJson.tag(done.client()).quoted())
                .entity(ClientJson.secret(done))
                .build();
    }

    private static Response told(Client client) {
        return Response.ok(ClientJson.client(client))
                .header(HttpHeaders.ETAG, ClientJson.tag(client).quoted())
                .build();
    }

    private static Done granted(ClientOutcome outcome) {
        if (outcome instanceof Done done) {
            return done;
        }
        throw ClientProblems.of((Refused) outcome);
    }

    private Registration registration(byte[] body) {
        return ClientMetadataReader.read(JsonBody.parse(body), policy);
    }
}
