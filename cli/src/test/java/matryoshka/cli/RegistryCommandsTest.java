package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandsTest {
    private static final String STORE = """
            {"client_id":"store","client_name":"The store","scope":"orders:read orders:ship","grant_types":\
            ["client_credentials","urn:ietf:params:oauth:grant-type:token-exchange"],\
            "token_endpoint_auth_method":"client_secret_basic","claims":{},"disabled":false,"client_id_issued_at":1772355600}""";
    private static final String ADMIN_TOKEN = "POST /oauth2/token grant_type=client_credentials&audience=matryoshka";

    private final CannedIssuer issuer = new CannedIssuer();

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void clients_are_listed_as_a_table_as_json_or_as_names() {
        issuer.answers("GET /clients", "{\"clients\":[" + STORE + "]}");

        assertThat(run("clients", "list"))
                .isEqualTo(new Result(
                        0,
                        """
                                CLIENT ID  CLIENT NAME  SCOPE                   GRANT TYPES                        AUTHENTICATION       DISABLED
                                store      The store    orders:read orders:ship client_credentials token-exchange  client_secret_basic
                                """.replace("orders:ship client", "orders:ship  client")
                                .replace("SCOPE                   ", "SCOPE                    "),
                        ""));
        assertThat(run("clients", "list", "-o", "raw").out()).isEqualTo("store\n");
        assertThat(run("clients", "list", "-o", "json").out()).isEqualTo("{\"clients\":[" + STORE + "]}\n");
        assertThat(issuer.requests())
                .startsWith("POST /oauth2/token grant_type=client_credentials&scope=clients:read", "GET /clients");
    }

    @Test
    void one_client_is_shown_member_by_member() {
        issuer.answers("GET /clients/store", STORE);

        assertThat(run("clients", "show", "store").out())
                .contains(
                        "scope                       orders:read orders:ship\n",
                        "claims\n",
                        "disabled                    false\n");
    }

    @Test
    void a_registration_is_made_of_members() throws Exception {
        String keys =
                Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}").toString();
        issuer.answers(
                "POST /clients", 201, STORE.replace("{\"client_id\"", "{\"client_secret\":\"mtk_x\",\"client_id\""));

        Result result = run(
                "clients", "register", "store", "scope=orders:read orders:ship", "disabled:=false", "jwks:=@" + keys);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("client_secret               mtk_x\n");
        assertThat(result.err()).isEqualTo("the secret is shown only this once\n");
        assertThat(issuer.requests())
                .containsExactly(
                        ADMIN_TOKEN,
                        "POST /clients {\"client_id\":\"store\",\"scope\":\"orders:read orders:ship\",\"disabled\":false,"
                                + "\"jwks\":{\"keys\":[]}}");
        assertThat(run("clients", "register", "store", "-o", "raw").out()).isEqualTo("mtk_x\n");
    }

    @Test
    void a_change_sends_back_what_was_read_but_for_what_is_named() {
        issuer.answers("GET /clients/store", 200, STORE, "ETag", "\"3\"").answers("PUT /clients/store", STORE);

        assertThat(run(
                                "clients",
                                "change",
                                "store",
                                "scope=orders:read",
                                "client_name:=null",
                                "claims:={\"a\":0.1234567890123456789}")
                        .exitCode())
                .isZero();
        assertThat(issuer.requests())
                .last()
                .asString()
                .isEqualTo(
                        "PUT /clients/store If-Match \"3\" {\"client_id\":\"store\","
                                + "\"scope\":\"orders:read\",\"grant_types\":[\"client_credentials\",\"urn:ietf:params:oauth:grant-type:token-exchange\"],"
                                + "\"token_endpoint_auth_method\":\"client_secret_basic\",\"claims\":{\"a\":0.1234567890123456789},\"disabled\":false}");
    }

    @Test
    void a_change_may_come_from_a_file() {
        issuer.answers("GET /issuers/acme", 200, "{\"name\":\"acme\"}", "ETag", "\"1\"")
                .answers("PUT /issuers/acme", "{\"name\":\"acme\"}");
        Result result = issuer.terminal()
                .typing("{\"name\":\"acme\",\"types\":[\"jwt\"]}")
                .run("issuers", "change", "acme", "-f", "-", "audiences:=[\"us\"]");

        assertThat(result.exitCode()).isZero();
        assertThat(issuer.requests())
                .last()
                .isEqualTo(
                        "PUT /issuers/acme If-Match \"1\" {\"name\":\"acme\",\"types\":[\"jwt\"],\"audiences\":[\"us\"]}");
    }

    @Test
    void a_further_secret_is_all_that_raw_output_has() {
        issuer.answers("POST /clients/store/secrets", 201, "{\"client_id\":\"store\",\"client_secret\":\"mtk_y\"}");
        assertThat(run("clients", "secret", "store", "-o", "raw")).isEqualTo(new Result(0, "mtk_y\n", ""));
    }

    @Test
    void published_keys_are_shown_with_the_reason_of_a_failure() {
        issuer.answers("GET /issuers/acme/keys", """
                {"jwks_uri":"https://acme.example/keys","keys":[{"kid":"new","algorithms":["ES256"]}],
                 "unusable":[{"kid":"old","reason":"its alg is not supported"}],"fetched_at":1772355600,
                 "attempted_at":1772356502,"failure":"jwks_uri answered with status 502"}""");
        assertThat(run("issuers", "keys", "acme"))
                .isEqualTo(new Result(0, """
                KID  ALGORITHMS  FETCHED               CANNOT BE USED BECAUSE
                new  ES256       2026-03-01T09:00:00Z
                old              2026-03-01T09:00:00Z  its alg is not supported
                """, "the last fetch failed: jwks_uri answered with status 502\n"));
        assertThat(run("issuers", "keys", "acme", "-o", "raw").out()).isEqualTo("new\n");
    }

    @Test
    void keys_that_cannot_be_fetched_are_an_error() {
        issuer.answers("POST /clients/batch/keys", """
                {"keys":[],"unusable":[],"failure":"jwks_uri cannot be reached","fetched":true}""").answers("POST /issuers/acme/keys", """
                {"keys":[],"unusable":[],"fetched":false}""");

        assertThat(run("clients", "keys", "batch", "--fetch").exitCode()).isEqualTo(1);
        assertThat(run("issuers", "keys", "acme", "--fetch").err()).startsWith("nothing was fetched:");
    }

    @Test
    void what_is_removed_is_named() {
        issuer.answers("DELETE /issuers/a b", 204, "");
        assertThat(run("issuers", "remove", "a b")).isEqualTo(new Result(0, "", "trusted issuer a b removed\n"));
    }

    @Test
    void a_refusal_says_all_that_the_issuer_says() {
        issuer.answers("POST /clients", 422, """
                {"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"The registration is invalid.",
                 "violations":[{"pointer":"/scope","rule":"unknown-scope","message":"There is no scope \\"x\\"."}]}""").answers("DELETE /clients/bank", 403, """
                {"type":"about:blank","title":"Forbidden","status":403,"detail":"This takes more.","owners":["team-bank"],
                 "scopes":["graph:publish-any","keys:rotate"]}""");

        assertThat(run("clients", "register", "store", "scope=x")).isEqualTo(new Result(1, "", """
                matryoshka: HTTP 422: The registration is invalid.
                /scope  unknown-scope  There is no scope "x".
                """));
        assertThat(run("clients", "remove", "bank")).isEqualTo(new Result(1, "", """
                matryoshka: HTTP 403: This takes more.
                owners: team-bank
                scopes: graph:publish-any keys:rotate
                """));
    }

    @Test
    void a_malformed_member_is_not_repeated() {
        assertThat(run("clients", "register", "store", "hunter2").err())
                .isEqualTo("matryoshka: a member must be NAME=TEXT, NAME:=JSON or NAME:=@FILE\n");
        assertThat(run("clients", "register", "store", "jwks:={hunter2").err()).doesNotContain("hunter2");
    }

    private Result run(String... arguments) {
        return issuer.terminal().run(arguments);
    }
}
