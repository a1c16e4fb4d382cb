package matryoshka.service.clients.registration;

import static matryoshka.service.clients.ClientsApi.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.ClientsApi;
import matryoshka.service.clients.ClientsApi.Answer;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision;
import matryoshka.service.platform.access.RequiresScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientPowerTest {
    @RegisterExtension
    static final ClientsApi API = new ClientsApi();

    private static final String MORE_SCOPES = ClientsApi.ADMIN_SCOPES + " graph:write graph:publish-any keys:rotate";

    @Test
    void every_method_requires_a_scope() {
        assertThat(Arrays.stream(ClientsResource.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .collect(Collectors.toMap(
                                Method::getName,
                                method -> String.join(
                                        " ",
                                        method.getAnnotation(RequiresScope.class)
                                                .value()))))
                .isEqualTo(Map.of(
                        "list", BuiltIn.CLIENTS_READ,
                        "show", BuiltIn.CLIENTS_READ,
                        "register", BuiltIn.CLIENTS_WRITE,
                        "change", BuiltIn.CLIENTS_WRITE,
                        "remove", BuiltIn.CLIENTS_WRITE,
                        "addSecret", BuiltIn.CLIENTS_WRITE));
    }

    @Test
    void nobody_grants_admin_scopes_that_they_lack() throws Exception {
        isForbidden(API.post("/clients", "{'scope': 'keys:rotate graph:write clients:read'}"));
        API.post("/clients", "{'client_id': 'web-shop'}");
        isForbidden(API.put("/clients/web-shop", "{'scope': 'keys:rotate graph:write'}"));
        assertThat(API.refreshes).hasValue(1);
        assertThat(send(API.request("/clients", "root", MORE_SCOPES), "POST", "{'scope': 'keys:rotate'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobody_changes_a_client_with_admin_scopes_that_they_lack() throws Exception {
        send(
                API.request("/clients", "root", MORE_SCOPES),
                "POST",
                "{'client_id': 'ops', 'scope': 'keys:rotate graph:write'}");
        isForbidden(API.put("/clients/ops", "{}"));
        isForbidden(API.delete("/clients/ops"));
        isForbidden(API.post("/clients/ops/secrets", null));
        assertThat(send(API.request("/clients/ops", "root", MORE_SCOPES), "DELETE", null)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void registering_a_client_that_may_be_an_owner_needs_publish_any() throws Exception {
        String publisher = ClientsApi.ADMIN_SCOPES + " graph:write";
        Answer refused = send(
                API.request("/clients", "publisher", publisher),
                "POST",
                "{'client_id': 'team', 'scope': 'graph:write'}");
        refused.isProblem(403);
        assertThat(refused.json().path("scopes")).hasToString("[\"graph:publish-any\"]");
        API.post("/clients", "{'client_id': 'team'}");
        send(API.request("/clients/team", "publisher", publisher), "PUT", "{'scope': 'graph:write'}")
                .isProblem(403);
        assertThat(API.get("/clients/team").json().path("scope").textValue()).isEmpty();
    }

    @Test
    void taking_over_a_client_that_may_be_an_owner_needs_publish_any() throws Exception {
        String publisher = ClientsApi.ADMIN_SCOPES + " graph:write";
        send(API.request("/clients", "root", MORE_SCOPES), "POST", "{'client_id': 'team', 'scope': 'graph:write'}");

        String path = "/clients/team";
        send(API.request(path, "publisher", publisher), "PUT", "{'scope': 'graph:write'}")
                .isProblem(403);
        send(API.request(path, "publisher", publisher), "DELETE", null).isProblem(403);
        path += "/secrets";
        send(API.request(path, "publisher", publisher), "POST", null).isProblem(403);
        assertThat(send(API.request(path, "team", publisher), "POST", null).status())
                .isEqualTo(201);
        assertThat(send(API.request(path, "root", MORE_SCOPES), "POST", null).status())
                .isEqualTo(201);
    }

    /** The client with a service's name is that service; the last owners of a removed service keep its name. */
    @Test
    void a_services_client_belongs_to_its_owners() throws Exception {
        publish(Map.of("bank", owned("bank", "team-bank"), "till", owned("till", "team-bank")));
        publish(Map.of("bank", owned("bank", "team-bank")));

        for (String service : List.of("bank", "till")) {
            String registration = "{'client_id': '" + service + "'}";
            Answer refused = API.post("/clients", registration);
            refused.isProblem(403);
            assertThat(refused.json().path("scopes")).hasToString("[\"graph:publish-any\"]");
            assertThat(refused.json().path("owners")).hasToString("[\"team-bank\"]");
            assertThat(as("team-bank", "POST", "/clients", registration).status())
                    .isEqualTo(201);
            String path = "/clients/" + service;
            API.put(path, "{}").isProblem(403);
            API.post(path + "/secrets", null).isProblem(403);
            API.delete(path).isProblem(403);
            assertThat(as(service, "POST", path + "/secrets", null).status()).isEqualTo(201);
            assertThat(as("team-bank", "PUT", path, "{}").status()).isEqualTo(200);
            assertThat(as("team-bank", "DELETE", path, null).status()).isEqualTo(204);
        }
    }

    /** A presenter can exchange the tokens of each service that lists it. */
    @Test
    void a_presenter_belongs_to_those_who_own_all_services_that_list_it() throws Exception {
        publish(Map.of(
                "bank", presented("bank", "gateway", "team-bank", "team-edge"),
                "till", presented("till", "gateway", "team-till", "team-edge")));
        String registration = "{'client_id': 'gateway'}";

        for (String caller : List.of("admin", "team-bank", "team-till")) {
            Answer refused = as(caller, "POST", "/clients", registration);
            refused.isProblem(403);
            assertThat(refused.json().path("owners")).hasToString("[\"team-edge\"]");
        }

        assertThat(as("team-edge", "POST", "/clients", registration).status()).isEqualTo(201);
        as("team-bank", "POST", "/clients/gateway/secrets", null).isProblem(403);
        as("team-bank", "DELETE", "/clients/gateway", null).isProblem(403);
        publish(Map.of());
        assertThat(as("team-bank", "DELETE", "/clients/gateway", null).status()).isEqualTo(204);
    }

    /** An owner of the service would also need the scopes, so the answer names no owners. */
    @Test
    void a_service_with_admin_scopes_needs_more_than_its_owners() throws Exception {
        publish(Map.of("publishing", owned("publishing", "team-bank")));
        String registration = "{'client_id': 'publishing', 'scope': 'clients:write'}";

        Answer refused = as("team-bank", "POST", "/clients", registration);

        refused.isProblem(403);
        assertThat(refused.json().path("scopes")).hasToString("[\"graph:publish-any\"]");
        assertThat(refused.json().has("owners")).isFalse();
        assertThat(send(API.request("/clients", "root", MORE_SCOPES), "POST", registration)
                        .status())
                .isEqualTo(201);
    }

    /** A key that TLS trusts is an authority for names, unless it belongs to a client with a self-signed certificate. */
    @Test
    void registering_an_authoritys_key_needs_more_than_registering_clients() throws Exception {
        String signing = """
                {'client_id': 'signing', 'token_endpoint_auth_method': 'self_signed_tls_client_auth', 'jwks': {'keys': [%s]}}""".formatted(ClientsApi.AUTHORITY_JWK.toJSONString());
        API.post("/clients", signing).isProblem(403);
        API.post("/clients", "{'client_id': 'signing'}");
        API.put("/clients/signing", signing).isProblem(403);

        assertThat(send(API.request("/clients/signing", "root", MORE_SCOPES), "PUT", signing)
                        .status())
                .isEqualTo(200);

        as("signing", "PUT", "/clients/signing", "{}").isProblem(403);
        API.delete("/clients/signing").isProblem(403);
        assertThat(API.put("/clients/signing", signing.replace("'signing'", "'signing', 'client_name': 'New'"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_client_cannot_shut_itself_out() throws Exception {
        API.post("/clients", "{'client_id': 'admin', 'scope': 'clients:write'}");
        API.delete("/clients/admin").isProblem(409);
        API.put("/clients/admin", "{'scope': 'clients:write', 'disabled': true}")
                .isProblem(409);
        assertThat(API.put("/clients/admin", "{'scope': 'clients:write'}").status())
                .isEqualTo(200);
    }

    private static Answer as(String caller, String method, String path, @Nullable String body) {
        return send(API.request(path, caller, ClientsApi.ADMIN_SCOPES), method, body);
    }

    private static Service owned(String name, String owner) {
        return new Service(
                name, null, null, null, Sorted.set(List.of(owner)), null, Sorted.map(Map.of()), ServiceKeys.NONE);
    }

    private static Service presented(String name, String presenter, String... owners) {
        return new Service(
                name,
                null,
                null,
                null,
                Sorted.set(List.of(owners)),
                null,
                Sorted.map(Map.of()),
                ServiceKeys.NONE,
                new ServiceAccess(Sorted.set(List.of()), Sorted.set(List.of(presenter))));
    }

    private static void publish(Map<String, Service> services) {
        new JdbiGraphVersions(API.jdbi())
                .<String>publish(
                        GraphVersion.NOTHING_PUBLISHED,
                        (current, names) -> new PublishDecision.Publish<>(
                                GraphDocument.EMPTY.withServices(services), "test", null, Instant.EPOCH));
    }

    private static void isForbidden(Answer answer) throws Exception {
        answer.isProblem(403);
        assertThat(answer.json().path("scopes")).hasToString("[\"graph:publish-any\",\"graph:write\",\"keys:rotate\"]");
    }
}
