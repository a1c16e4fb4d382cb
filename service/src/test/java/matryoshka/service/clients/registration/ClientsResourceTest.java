package matryoshka.service.clients.registration;

import static matryoshka.service.clients.ClientsApi.quoted;
import static matryoshka.service.clients.ClientsApi.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import matryoshka.service.clients.ClientsApi;
import matryoshka.service.clients.ClientsApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientsResourceTest {
    @RegisterExtension
    static final ClientsApi API = new ClientsApi();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/clients/web-shop";

    @Test
    void registering_returns_the_client_with_its_secret() throws Exception {
        Answer answer = API.post("/clients", """
                {'client_id': 'web-shop', 'client_name': 'Shop', 'scope': 'orders:read orders:place'}""");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(PATH);
        assertThat(answer.header("ETag")).matches("\"1-[A-Za-z0-9_-]{12}\"");
        assertThat(answer.header("ETag")).isEqualTo(API.get(PATH).header("ETag"));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        String secret = answer.json().path("client_secret").textValue();
        assertThat(secret).startsWith("mtk_");
        assertThat(answer.json()).isEqualTo(JSON.readTree(quoted("""
                {'client_id': 'web-shop', 'client_name': 'Shop', 'scope': 'orders:place orders:read',
                 'grant_types': ['client_credentials'], 'token_endpoint_auth_method': 'client_secret_basic',
                 'dpop_bound_access_tokens': false, 'tls_client_certificate_bound_access_tokens': false,
                 'token_format': 'jwt', 'claims': {}, 'properties': {}, 'disabled': false,
                 'client_id_issued_at': 1767323045, 'client_secret': 'SECRET', 'client_secret_expires_at': 0}
                """).replace("SECRET", secret)));
        assertThat(API.refreshes).hasValue(1);
    }

    @Test
    void a_client_that_would_break_an_invariant_is_refused() throws Exception {
        API.tooMuch.addAll(List.of("orders:read", "orders:place"));
        API.post("/clients", "{'scope': 'orders:read orders:place'}").isProblem(422, "/scope invariant");
        API.post("/clients", "{'client_id': 'web-shop', 'scope': 'orders:read'}");
        API.put(PATH, "{'scope': 'orders:read orders:place'}").isProblem(422, "/scope invariant");
        assertThat(API.get(PATH).json().path("scope").textValue()).isEqualTo("orders:read");
    }

    @Test
    void a_client_without_a_name_gets_one() throws Exception {
        String id = API.post("/clients", "{}").json().path("client_id").textValue();
        assertThat(id).startsWith("client-");
        assertThat(API.get("/clients/" + id).status()).isEqualTo(200);
    }

    @Test
    void a_secret_is_shown_once_and_stored_only_as_a_hash() throws Exception {
        String first = secret(register());
        Answer rotated = API.post(PATH + "/secrets", null);
        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.json().fieldNames())
                .toIterable()
                .containsExactly("client_id", "client_secret", "client_secret_expires_at");
        String second = secret(rotated);
        assertThat(first).isNotEqualTo(second);
        assertThat(API.put(PATH, "{}").body()
                        + API.get("/clients").body()
                        + API.get(PATH).body())
                .contains("web-shop")
                .doesNotContain("mtk_", "client_secret\"", "hash");
        assertThat(tables()).contains("web-shop").doesNotContain(first.substring(4), second.substring(4));
    }

    @Test
    void clients_are_listed_by_id() throws Exception {
        API.post("/clients", "{'client_id': 'b'}");
        API.post("/clients", "{'client_id': 'a'}");
        assertThat(API.get("/clients").json().path("clients").findValuesAsText("client_id"))
                .containsExactly("a", "b");
    }

    @Test
    void a_change_replaces_the_whole_registration() throws Exception {
        register();
        Answer changed = API.put(PATH, "{'client_id': 'web-shop', 'disabled': true}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag"))
                .startsWith("\"2-")
                .isEqualTo(API.get(PATH).header("ETag"));
        assertThat(changed.body()).isEqualTo(API.get(PATH).body()).doesNotContain("orders");
        assertThat(changed.json().path("disabled").booleanValue()).isTrue();
    }

    @Test
    void a_change_is_made_to_the_revision_that_was_seen() throws Exception {
        register();
        API.put(PATH, "{}");
        conditional("\"1\"", "PUT").isProblem(412);
        conditional("\"1\"", "DELETE").isProblem(412);
        conditional("17", "DELETE").isProblem(400);
        assertThat(conditional("\"2\"", "PUT").status()).isEqualTo(200);
        API.post(PATH + "/secrets", null);
        conditional("\"3\"", "DELETE").isProblem(412);
        assertThat(conditional("\"4\"", "DELETE").status()).isEqualTo(204);
    }

    @Test
    void a_removed_client_is_gone() throws Exception {
        register();
        assertThat(API.delete(PATH).status()).isEqualTo(204);
        API.get(PATH).isProblem(404);
        API.delete(PATH).isProblem(404);
        API.put(PATH, "{}").isProblem(404);
        API.post(PATH + "/secrets", null).isProblem(404);
        assertThat(API.refreshes).hasValue(2);
    }

    @Test
    void an_id_is_unique() throws Exception {
        register();
        API.post("/clients", "{'client_id': 'web-shop'}").isProblem(409);
    }

    @Test
    void the_id_of_a_client_does_not_change() throws Exception {
        register();
        API.put(PATH, "{'client_id': 'other', 'x': 1}").isProblem(422, "/client_id client-id", "/x unknown-member");
    }

    @Test
    void a_dormant_scope_stays_registered_but_cannot_be_added() throws Exception {
        register();
        API.graphScopes.remove("orders:read");
        assertThat(API.put(PATH, "{'scope': 'orders:read'}").status()).isEqualTo(200);
        API.post("/clients", "{'scope': 'orders:read'}").isProblem(422, "/scope unknown-scope");
        API.put(PATH, "{}");
        API.put(PATH, "{'scope': 'orders:read'}").isProblem(422, "/scope unknown-scope");
    }

    @Test
    void a_client_with_a_key_has_no_secrets() throws Exception {
        String key = "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}";
        Answer answer = API.post("/clients", """
                {'client_id': 'gateway', 'token_endpoint_auth_method': 'private_key_jwt', 'jwks': {'keys': [%s]}}
                """.formatted(key));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().has("client_secret")).isFalse();
        assertThat(API.get("/clients/gateway").json().at("/jwks/keys/0")).isEqualTo(JSON.readTree(quoted(key)));
        API.post("/clients/gateway/secrets", null).isProblem(409);
    }

    @Test
    void long_numbers_are_exact_and_longer_ones_refused() throws Exception {
        API.post("/clients", "{'client_id': 'web-shop', 'claims': {'huge': 1e80, 'tiny': 1e-80}}");
        JsonNode claims = API.get(PATH).json().path("claims");
        assertThat(claims.path("huge").doubleValue()).isEqualTo(1e80);
        assertThat(claims.path("tiny").doubleValue()).isEqualTo(1e-80);
        assertThat(API.post("/clients", "{'claims': {'huge': 1e300}}").status()).isEqualTo(422);
    }

    private static Answer register() {
        return API.post("/clients", "{'client_id': 'web-shop', 'scope': 'orders:read'}");
    }

    private static Answer conditional(String ifMatch, String method) {
        return send(API.request(PATH).header("If-Match", ifMatch), method, method.equals("PUT") ? "{}" : null);
    }

    private static String secret(Answer answer) throws Exception {
        return answer.json().path("client_secret").textValue();
    }

    /** Everything that is stored, with binary columns also as text. */
    private static String tables() {
        List<String> rows = API.jdbi()
                .withHandle(database ->
                        database.createQuery("""
                        select client::text from client
                        union all select client_secret::text || encode(hash, 'escape') from client_secret
                        """).mapTo(String.class).list());
        return String.join("\n", rows);
    }
}
