package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static matryoshka.service.testing.RunningIssuer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who learns from {@code /graph/services/{name}/egress} where a service sends its tokens. */
@ExtendWith(SharedIssuer.class)
class EgressTest {
    private static final String PATH = "/graph/services/eg-orders/egress";
    private static final String GRAPH = """
            services:
              eg-orders: {context: eg, scopes: {"eg-orders:place": ""}, presenters: [eg-gateway, eg-signer, eg-poster]}
              eg-stock: {context: eg, scopes: {"eg-stock:reserve": ""}, hosts: ["eg-stock.svc:8080", "[2001:db8::1]/stock"]}
              eg-pay: {audience: "https://eg-pay.example", scopes: {"eg-pay:charge": "", "eg-pay:refund": ""}}
            dependencies:
              eg-1: {from: eg-orders, to: eg-stock, requires: ["eg-orders:place"], grants: ["eg-stock:reserve"], sharing: reuse}
              eg-2: {from: eg-orders, to: eg-pay, requires: ["eg-orders:place"], grants: ["eg-pay:charge"], sharing: embed}
              eg-3: {from: eg-orders, to: eg-pay, requires: ["eg-orders:place"], grants: ["eg-pay:refund"], sharing: exchange}
              eg-4: {from: eg-stock, to: eg-pay, grants: ["eg-pay:charge"], sharing: exchange}
            """;
    private static final ClientKey KEY = ClientKey.es256();

    private static ServiceClient orders;
    private static ServiceClient gateway;
    private static ServiceClient stranger;
    private static ServiceClient poster;

    private RunningIssuer issuer;
    private long version;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        orders = ServiceClient.registered(issuer, "eg-orders", "eg-pay:charge");
        gateway = ServiceClient.registered(issuer, "eg-gateway", "");
        stranger = ServiceClient.registered(issuer, "eg-stranger", "eg-orders:place");
        ObjectNode posting = new ObjectMapper().createObjectNode().put("client_id", "eg-poster");
        poster = ServiceClient.registered(issuer, posting.put("token_endpoint_auth_method", "client_secret_post"));
        issuer.register(KEY.registration("eg-signer", ""));
        ServiceClient.registered(issuer, "eg-nothing", "");
    }

    @BeforeEach
    void publish(RunningIssuer shared) throws Exception {
        issuer = shared;
        version = issuer.publish(GRAPH);
    }

    @Test
    void a_service_learns_whom_it_may_call_where_and_with_what() throws Exception {
        HttpResponse<String> answer = get(orders, PATH);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(new ObjectMapper().readTree("""
                {"version": %d, "service": "eg-orders", "egress": [
                  {"service": "eg-pay", "audience": "https://eg-pay.example", "hosts": [], "scopes": ["eg-pay:charge"],
                   "sharing": "embed"},
                  {"service": "eg-pay", "audience": "https://eg-pay.example", "hosts": [], "scopes": ["eg-pay:refund"],
                   "sharing": "exchange"},
                  {"service": "eg-stock", "audience": "eg-stock", "hosts": ["[2001:db8::1]/stock", "eg-stock.svc:8080"],
                   "scopes": ["eg-stock:reserve"], "sharing": "reuse"}]}
                """.replace("%d", Long.toString(version))));
        assertThat(json(get(orders, PATH + "?version=" + version))).isEqualTo(json(answer));
    }

    @Test
    void presenters_and_readers_of_the_graph_learn_the_same() throws Exception {
        String body = get(orders, PATH).body();

        assertThat(get(gateway, PATH).body()).isEqualTo(body);
        assertThat(send(issuer.asAdmin(PATH)).body()).isEqualTo(body);
        String posted = "client_id=eg-poster&client_secret=" + encoded(poster.secret());
        assertThat(post(PATH, posted).body()).isEqualTo(body);
        String asserted = "client_id=eg-signer" + RunningIssuer.asserting(KEY.assertion("eg-signer"));
        assertThat(post(PATH, asserted).body()).isEqualTo(body);
        assertOAuthError(post(PATH, asserted), 401, "invalid_client");
    }

    @Test
    void others_do_not_even_learn_whether_the_service_exists() throws Exception {
        for (String name : List.of("eg-orders", "eg-stock", "eg-nowhere", "matryoshka")) {
            String path = "/graph/services/" + name + "/egress";
            HttpResponse<String> refused = get(stranger, path);
            assertProblem(refused, 403);
            assertThat(refused.body()).isEqualTo(get(stranger, PATH).body());
            assertOAuthError(send(stranger.form(path).POST(BodyPublishers.ofString("x=y"))), 403, "access_denied");
            assertProblem(get(name.equals("eg-orders") ? stranger : gateway, path), 403);
        }
        assertProblem(send(issuer.asAdmin("/graph/services/eg-nowhere/egress")), 404);
        ServiceClient itself = new ServiceClient(issuer, "eg-nothing", issuerSecret());
        assertProblem(get(itself, "/graph/services/eg-nothing/egress"), 404);
        assertProblem(send(issuer.asAdmin(PATH + "?version=99999999")), 404);
    }

    @Test
    void an_unauthenticated_call_gets_401_with_a_challenge() throws Exception {
        HttpResponse<String> none = send(issuer.to(PATH));
        assertProblem(none, 401);
        assertThat(none.headers().allValues("WWW-Authenticate").toString()).contains("Bearer", "Basic");
        assertProblem(get(new ServiceClient(issuer, "eg-orders", "wrong"), PATH), 401);
        assertProblem(send(issuer.to(PATH + "?client_id=eg-orders")), 401);
        assertProblem(send(issuer.to(PATH).header("Authorization", "Digest x")), 401);
        assertProblem(get(orders, PATH + "?client_id=eg-gateway"), 400);
        // A token for a service is seen by that service, which is not its caller.
        HttpResponse<String> foreign =
                send(issuer.to(PATH).header("Authorization", "Bearer " + orders.token("eg-pay:charge")));
        assertProblem(foreign, 401);
        assertThat(foreign.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
        assertOAuthError(post(PATH, ""), 401, "invalid_client");
        assertOAuthError(post(PATH + "?client_id=eg-orders", "x=y"), 400, "invalid_request");
    }

    @Test
    void a_removed_presenter_learns_nothing() throws Exception {
        assertThat(get(gateway, PATH).statusCode()).isEqualTo(200);

        issuer.publish(GRAPH.replace("eg-gateway, ", ""));

        assertProblem(get(gateway, PATH), 403);
        assertThat(get(orders, PATH).statusCode()).isEqualTo(200);
    }

    @Test
    void the_tag_is_that_of_the_graph() throws Exception {
        String tag = get(orders, PATH).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = send(request(orders, PATH).header("If-None-Match", tag));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(send(issuer.asAdmin("/graph")).headers().firstValue("ETag")).hasValue(tag);
        issuer.publish(GRAPH.replace("eg-stock.svc:8080", "eg-stock.svc:9090"));
        HttpResponse<String> other = send(request(orders, PATH).header("If-None-Match", tag));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).contains("eg-stock.svc:9090");
    }

    private String issuerSecret() throws Exception {
        HttpResponse<String> secret =
                send(issuer.asAdmin("/clients/eg-nothing/secrets").POST(BodyPublishers.noBody()));
        return json(secret).get("client_secret").textValue();
    }

    private static HttpRequest.Builder request(ServiceClient client, String path) {
        return client.issuer()
                .to(path)
                .header("Authorization", RunningIssuer.basic(client.clientId(), client.secret()));
    }

    private static HttpResponse<String> get(ServiceClient client, String path) throws Exception {
        return send(request(client, path));
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(issuer.to(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
