package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An issuer that shares its host with others (RFC 8414 §3.1): everything is below its path, and its metadata is where clients look for it. */
class IssuerWithPathTest {
    private static final String ISSUER = "https://id.example/sso";

    @RegisterExtension
    static final IssuerExtension EXTENSION = new IssuerExtension(Map.of("issuer", ISSUER));

    private RunningIssuer issuer;
    private JsonNode metadata;

    @BeforeEach
    void read_the_metadata(RunningIssuer running) throws Exception {
        issuer = running;
        HttpResponse<String> answer = send(issuer.to("/.well-known/oauth-authorization-server/sso"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        metadata = json(answer);
    }

    @Test
    void the_metadata_names_the_issuer_and_addresses_that_answer() throws Exception {
        assertThat(metadata.get("issuer").textValue()).isEqualTo(ISSUER);
        HttpResponse<String> keys = send(issuer.to(path(metadata.get("jwks_uri").textValue())));
        assertThat(keys.statusCode()).isEqualTo(200);
        for (String endpoint : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            HttpResponse<String> answer =
                    send(issuer.to(path(metadata.get(endpoint).textValue()))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("")));
            assertThat(answer.statusCode()).as(endpoint).isIn(400, 401);
        }
        JsonNode openApi = json(send(issuer.to("/sso/openapi.json")));
        assertThat(openApi.at("/servers/0/url").textValue()).isEqualTo(ISSUER);
    }

    @Test
    void tokens_are_issued_and_their_status_is_where_they_say() throws Exception {
        HttpResponse<String> answer = token(Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = json(answer).get("access_token").textValue();
        JsonNode claims = Revoking.payload(token);
        assertThat(claims.get("iss").textValue()).isEqualTo(ISSUER);

        HttpResponse<String> published = send(issuer.to("/sso/graph")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/yaml")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString("services: {a: {scopes: {'a:x': ''}}}")));
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        HttpResponse<String> registered = send(issuer.to("/sso/clients")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"client_id\": \"app-" + UUID.randomUUID() + "\", \"scope\": \"a:x\"}")));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        String location = registered.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/sso/clients/app-");
        assertThat(send(issuer.to(location).header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(200);

        JsonNode client = json(registered);
        String own = json(tokenOf(
                        client.get("client_id").textValue(),
                        client.get("client_secret").textValue(),
                        Map.of()))
                .get("access_token")
                .textValue();
        String list = Revoking.payload(own).at("/status/status_list/uri").textValue();
        assertThat(list).startsWith(ISSUER + "/oauth2/status/");
        HttpResponse<String> status = send(issuer.to(path(list)));
        assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
    }

    @Test
    void a_proof_for_the_token_endpoint_of_the_metadata_is_good() throws Exception {
        ClientKey key = ClientKey.es256();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "htm", "POST",
                "htu", metadata.get("token_endpoint").textValue(),
                "iat", Instant.now().getEpochSecond(),
                "jti", UUID.randomUUID().toString()));
        HttpResponse<String> asked = token(Map.of("DPoP", key.proof(claims)));
        claims.put("nonce", asked.headers().firstValue("DPoP-Nonce").orElseThrow());

        HttpResponse<String> answer = token(Map.of("DPoP", key.proof(claims)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("token_type").textValue()).isEqualTo("DPoP");
    }

    @Test
    void the_console_is_below_the_path_and_its_links_lead_there() throws Exception {
        HttpResponse<String> redirect = send(issuer.to("/sso/console"));
        assertThat(redirect.headers().firstValue("Location")).hasValue("/sso/console/");
        assertThat(send(issuer.to("/sso/console/")).body()).contains("src=\"app.js\"");
        assertThat(send(issuer.to("/sso/console/app.js")).statusCode()).isEqualTo(200);

        JsonNode admin = new ObjectMapper().readTree(issuer.adminFile().toFile());
        HttpResponse<String> link = send(issuer.to("/sso/console/links")
                .header(
                        "Authorization",
                        RunningIssuer.basic(
                                admin.get("client_id").textValue(),
                                admin.get("client_secret").textValue()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("")));
        assertThat(json(link).get("url").textValue()).startsWith(ISSUER + "/console/#code=");
    }

    @Test
    void nothing_is_served_outside_of_the_path() throws Exception {
        for (String elsewhere : List.of(
                "/",
                "/oauth2/jwks",
                "/openapi.json",
                "/.well-known/oauth-authorization-server",
                "/sso/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/other",
                "/ssooauth2/jwks",
                "/SSO/oauth2/jwks",
                "/sso")) {
            assertProblem(send(issuer.to(elsewhere)), 404);
        }
    }

    @Test
    void forwarded_headers_change_nothing() throws Exception {
        String same = send(issuer.to("/.well-known/oauth-authorization-server/sso")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Proto", "http")
                        .header("X-Forwarded-Prefix", "/other")
                        .header("Forwarded", "host=evil.example;proto=http"))
                .body();
        assertThat(new ObjectMapper().readTree(same)).isEqualTo(metadata);
    }

    private HttpResponse<String> token(Map<String, String> headers) throws Exception {
        JsonNode admin = new ObjectMapper().readTree(issuer.adminFile().toFile());
        return tokenOf(
                admin.get("client_id").textValue(), admin.get("client_secret").textValue(), headers);
    }

    private HttpResponse<String> tokenOf(String id, String secret, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = issuer.to(
                        path(metadata.get("token_endpoint").textValue()))
                .header("Authorization", RunningIssuer.basic(id, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        headers.forEach(request::header);
        return send(request);
    }

    private static String path(String url) {
        assertThat(url).startsWith("https://id.example/sso/");
        return url.substring("https://id.example".length());
    }
}
