package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that may only register clients can neither become another client nor shut one out. */
@ExtendWith(IssuerExtension.class)
class AdministratorStaysInTest {
    private static final String JSON = "application/json";

    private static RunningIssuer issuer;
    private static Caller registrar;

    @BeforeAll
    static void register_the_registrar(RunningIssuer running) throws Exception {
        issuer = running;
        issuer.publish(
                "services: {bank: {owners: [team-bank], scopes: {'bank:pay': ''}}, till: {owners: [team-bank]}}");
        registrar = Caller.registered(issuer, "registrar", "clients:read clients:write");
    }

    @Test
    void the_first_administrator_is_not_shut_out_by_revoking_its_tokens_in_a_loop() throws Exception {
        for (int round = 0; round < 20; round++) {
            String whom = round % 2 == 0 ? "client_id" : "subject";
            assertProblem(registrar.send("POST", "/revocations", JSON, "{\"" + whom + "\": \"admin\"}"), 403);
            assertThat(Caller.admin(issuer).get("/clients/admin").statusCode()).isEqualTo(200);
        }
        assertThat(json(registrar.get("/revocations")).get("revocations")).isEmpty();
    }

    @Test
    void the_first_administrator_is_not_shut_out_by_changing_its_registration() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"disabled\": true}",
                "{\"scope\": \"clients:write\"}",
                "{\"token_endpoint_auth_method\": \"tls_client_auth\", \"tls_client_auth_san_dns\": \"x.example\"}")) {
            assertProblem(registrar.send("PUT", "/clients/admin", JSON, body), 403);
        }
        assertProblem(registrar.delete("/clients/admin"), 403);
        assertProblem(registrar.post("/clients/admin/secrets"), 403);
        assertThat(Caller.admin(issuer).get("/clients/admin").statusCode()).isEqualTo(200);
    }

    @Test
    void registering_a_services_name_needs_its_owners() throws Exception {
        var refused = registrar.send("POST", "/clients", JSON, "{\"client_id\": \"bank\"}");

        assertProblem(refused, 403);
        assertThat(json(refused).get("owners")).hasToString("[\"team-bank\"]");
        assertProblem(Caller.admin(issuer).get("/clients/bank"), 404);
    }

    /** Each of these would be able to consent for services, through their owners. */
    @Test
    void a_registrar_cannot_register_a_client_that_can_consent_for_services() throws Exception {
        for (String scope : List.of("clients:write", "graph:write", "graph:publish-any")) {
            String body = "{\"client_id\": \"team-bank\", \"scope\": \"" + scope + "\"}";
            assertProblem(registrar.send("POST", "/clients", JSON, body), 403);
        }
    }

    @Test
    void an_owner_registers_the_client_of_its_service_and_then_keeps_it() throws Exception {
        Caller owner = Caller.registered(issuer, "team-bank", "clients:read clients:write");

        var registered = owner.send("POST", "/clients", JSON, "{\"client_id\": \"till\"}");

        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertProblem(registrar.post("/clients/till/secrets"), 403);
        assertProblem(registrar.send("POST", "/revocations", JSON, "{\"client_id\": \"till\"}"), 403);
        assertThat(owner.post("/clients/till/secrets").statusCode()).isEqualTo(201);
    }
}
