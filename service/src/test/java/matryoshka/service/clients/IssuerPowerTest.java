package matryoshka.service.clients;

import static matryoshka.service.clients.ClientsApi.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import matryoshka.graph.BuiltIn;
import matryoshka.service.access.RequiresScope;
import matryoshka.service.clients.ClientsApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IssuerPowerTest {
    @RegisterExtension
    static final ClientsApi API = new ClientsApi();

    private static final String MORE_SCOPES = ClientsApi.ADMIN_SCOPES + " graph:write graph:publish-any keys:rotate";

    @Test
    void every_method_requires_a_scope() {
        assertThat(Arrays.stream(ClientsResource.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .collect(Collectors.toMap(
                                Method::getName,
                                method -> method.getAnnotation(RequiresScope.class)
                                        .value())))
                .isEqualTo(Map.of(
                        "list", BuiltIn.CLIENTS_READ,
                        "show", BuiltIn.CLIENTS_READ,
                        "register", BuiltIn.CLIENTS_WRITE,
                        "change", BuiltIn.CLIENTS_WRITE,
                        "remove", BuiltIn.CLIENTS_WRITE,
                        "addSecret", BuiltIn.CLIENTS_WRITE));
    }

    @Test
    void nobody_gives_power_over_the_issuer_that_he_lacks() throws Exception {
        isForbidden(API.post("/clients", "{'scope': 'keys:rotate graph:write clients:read'}"));
        API.post("/clients", "{'client_id': 'web-shop'}");
        isForbidden(API.put("/clients/web-shop", "{'scope': 'keys:rotate graph:write'}"));
        assertThat(API.refreshes).hasValue(1);
        assertThat(send(API.request("/clients", "root", MORE_SCOPES), "POST", "{'scope': 'keys:rotate'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobody_touches_a_client_that_has_power_over_the_issuer_that_he_lacks() throws Exception {
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
    void who_cannot_publish_anything_makes_no_client_that_may_be_an_owner() throws Exception {
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
    void who_cannot_publish_anything_takes_over_no_client_that_may_be_an_owner() throws Exception {
        String publisher = ClientsApi.ADMIN_SCOPES + " graph:write";
        send(API.request("/clients", "root", MORE_SCOPES), "POST", "{'client_id': 'team', 'scope': 'graph:write'}");

        for (String method : List.of("PUT", "DELETE")) {
            send(
                            API.request("/clients/team", "publisher", publisher),
                            method,
                            method.equals("PUT") ? "{'scope': 'graph:write'}" : null)
                    .isProblem(403);
        }
        send(API.request("/clients/team/secrets", "publisher", publisher), "POST", null)
                .isProblem(403);
        assertThat(send(API.request("/clients/team/secrets", "team", publisher), "POST", null)
                        .status())
                .isEqualTo(201);
        assertThat(send(API.request("/clients/team/secrets", "root", MORE_SCOPES), "POST", null)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobody_shuts_himself_out() throws Exception {
        API.post("/clients", "{'client_id': 'admin', 'scope': 'clients:write'}");
        API.delete("/clients/admin").isProblem(409);
        API.put("/clients/admin", "{'scope': 'clients:write', 'disabled': true}")
                .isProblem(409);
        assertThat(API.put("/clients/admin", "{'scope': 'clients:write'}").status())
                .isEqualTo(200);
    }

    private static void isForbidden(Answer answer) throws Exception {
        answer.isProblem(403);
        assertThat(answer.json().path("scopes")).hasToString("[\"graph:publish-any\",\"graph:write\",\"keys:rotate\"]");
    }
}
