package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.OddValues;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Like {@link OddValuesTest}, for headers, queries, paths and what administrators send. */
class OddRequestsToEveryPathTest {
    /** A proxy on this machine could send certificates. */
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of(
            "clientCertificates.proxyHeader", "Client-Cert",
            "clientCertificates.trustedProxies", "127.0.0.1,::1"));

    private static final String GRAPH = """
            {"services": {
              "a": {"audience": "https://a.example", "context": "shop", "description": "A", "owners": ["app"], "lifetime": "PT5M",
                    "scopes": {"a:x": "Use it"},
                    "keys": {"confirmation": {"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}},
              "b": {"scopes": {"b:x": "", "b:y": ""}}},
             "dependencies": {
              "a-b": {"from": "a", "to": "b", "requires": ["a:x"], "grants": ["b:x"], "sharing": "exchange", "clients": ["app"],
                      "lifetime": "PT1M", "confidential": false, "claims": {"pass": ["tier"], "set": {"channel": "web"}},
                      "when": "client.gold == true", "parameters": {"order": {"pattern": "[0-9]+"}}, "extend": "PT1H",
                      "staleness": {"excess": "reject"}}},
             "invariants": {"n": {"from": "app", "never": "b:y"}, "d": {"max_depth": 3}, "c": {"service": "b", "callers": ["a"]}}}
            """;
    /** The elements of a patch are read as those of a document are, which is tried in full. */
    private static final String PATCH = """
            {"services": {"a": {"owners": null, "lifetime": "PT2M"}, "c": {"scopes": {"c:x": ""}}},
             "dependencies": {"a-b": {"grants": ["b:y"]}}, "invariants": {"n": null}}
            """;

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Cache-Control",
            "Client-Cert",
            "Content-Encoding",
            "Content-Language",
            "Content-Type",
            "Cookie",
            "DPoP",
            "Date",
            "Expect",
            "Forwarded",
            "From",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Last-Event-ID",
            "Origin",
            "Pragma",
            "Prefer",
            "Range",
            "Referer",
            "TE",
            "Traceparent",
            "Upgrade",
            "User-Agent",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Request-Id");
    private static final List<String> OPEN = List.of(
            "/oauth2/jwks",
            "/.well-known/oauth-authorization-server",
            "/openapi.json",
            "/oauth2/status/1000",
            "/console/app.js",
            "/nowhere",
            "/graph");
    private static final List<String> ADMIN = List.of(
            "/graph",
            "/graph.dot",
            "/graph/services/a",
            "/graph/services/a/egress",
            "/graph/services/a/versions",
            "/graph/dependencies/a-b",
            "/graph/versions",
            "/graph/versions/1",
            "/graph/diff?from=0&to=1",
            "/graph/plan?client_id=app",
            "/graph/plan.dot?client_id=app",
            "/clients",
            "/clients/app",
            "/issuers",
            "/webhooks");

    private static final List<String> WRITES = List.of(
            "PUT /graph?dry_run=true",
            "PATCH /graph?dry_run=true",
            "PUT /clients/app",
            "DELETE /graph/services/nobody",
            "POST /graph/versions/1/restore?dry_run=true",
            "DELETE /clients/nobody",
            "DELETE /issuers/nobody",
            "DELETE /webhooks/nobody");
    /** Those that have to do with entity tags. */
    private static final List<String> CONDITIONS = OddValues.IN_HEADERS.subList(0, 12);

    private static RunningIssuer issuer;

    @BeforeAll
    static void publish_a_graph(RunningIssuer running) throws Exception {
        issuer = running;
        issuer.publish(GRAPH);
        issuer.issued("app", issuer.register("app", "a:x"), "");
    }

    @Test
    void headers() throws Exception {
        String bearer = "Authorization: Bearer " + issuer.adminToken() + "\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        try (OddRequests odd = new OddRequests(issuer)) {
            for (String header : HEADERS) {
                for (String value : third(OddValues.IN_HEADERS, HEADERS.indexOf(header))) {
                    String line = header + ": " + value + "\r\n";
                    String open = OPEN.get(odd.sent() % OPEN.size());
                    String admin = ADMIN.get(odd.sent() % ADMIN.size());
                    switch (odd.sent() % 3) {
                        case 0 -> odd.raw(open + " " + line, request("GET", open, line, ""));
                        case 1 -> odd.raw(admin + " " + line, request("GET", admin, bearer + line, ""));
                        default ->
                            odd.raw("token " + line, request("POST", "/oauth2/token", line + form, "grant_type=x"));
                    }
                }
            }
            assertThat(odd.served()).isPositive();
        }
    }

    /**
     * A third of the elements, always the same: each place gets some odd values, and each value is in some places. All of them would take too
     * long.
     */
    private static <T> List<T> third(List<T> all, long seed) {
        Random random = new Random(seed);
        return all.stream().filter(each -> random.nextInt(3) == 0).toList();
    }

    private static String request(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + (method.equals("GET") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    @Test
    void conditions_of_writes() throws Exception {
        String bearer = "Authorization: Bearer " + issuer.adminToken() + "\r\nContent-Type: application/json\r\n";
        try (OddRequests odd = new OddRequests(issuer)) {
            for (String write : WRITES) {
                String[] parts = write.split(" ", -1);
                for (String value : CONDITIONS) {
                    for (String header : List.of("If-Match: ", "If-None-Match: ")) {
                        String line = header + value + "\r\n";
                        odd.raw(write + " " + line, request(parts[0], parts[1], bearer + line, "{}"));
                    }
                }
            }
        }
    }

    @Test
    void queries_and_paths() throws Exception {
        List<String> names = List.of(
                "client_id",
                "before",
                "dry_run",
                "focus",
                "from",
                "hops",
                "last_event_id",
                "limit",
                "message",
                "min_graph_version",
                "to",
                "version",
                "scope",
                "audience",
                "resource",
                "include",
                "access_token",
                "%00",
                "%ff",
                "");
        String bearer = "Authorization: Bearer " + issuer.adminToken() + "\r\n";
        try (OddRequests odd = new OddRequests(issuer)) {
            for (String value : OddValues.IN_FORMS) {
                for (String name : names) {
                    String admin = ADMIN.get(odd.sent() % ADMIN.size());
                    String path = admin + (admin.contains("?") ? "&" : "?") + name + "=" + value;
                    odd.raw(path, request("GET", path, bearer, ""));
                }
                for (String path : List.of(
                        "/oauth2/status/",
                        "/graph/services/",
                        "/graph/dependencies/",
                        "/graph/versions/",
                        "/console/",
                        "/clients/",
                        "/issuers/",
                        "/webhooks/",
                        "/")) {
                    odd.raw(path + value, request("GET", path + value, bearer, ""));
                    odd.raw("DELETE " + path + value, request("DELETE", path + value + "x", bearer, ""));
                }
            }
        }
    }

    @Test
    void documents_of_administrators() throws Exception {
        Map<String, String> targets = new LinkedHashMap<>();
        targets.put("PUT /graph?dry_run=true", GRAPH);
        targets.put("PATCH /graph?dry_run=true", PATCH);
        targets.put("PUT /graph/services/a?dry_run=true", "{\"scopes\": {\"a:x\": \"\"}, \"lifetime\": \"PT1M\"}");
        targets.put(
                "PUT /graph/dependencies/a-b?dry_run=true", "{\"from\": \"a\", \"to\": \"b\", \"grants\": [\"b:x\"]}");
        targets.put("POST /clients", """
                {"client_id": "odd", "client_name": "Odd", "scope": "a:x", "grant_types": ["client_credentials"], "claims": {"a": 1},
                 "properties": {"gold": true}, "token_endpoint_auth_method": "private_key_jwt", "token_format": "jwt",
                 "dpop_bound_access_tokens": false, "jwks": {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k",
                 "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}}""");
        targets.put("PUT /clients/app", "{\"scope\": \"a:x\", \"tls_client_auth_subject_dn\": \"CN=a\"}");
        targets.put("POST /issuers", """
                {"name": "odd", "issuer": "https://odd.example", "audiences": ["us"], "types": ["jwt"], "clients": ["app"],
                 "claims": {"level": "tier"}, "jwks": {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k",
                 "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}}""");
        targets.put(
                "POST /issuers ",
                "{\"name\": \"odder\", \"issuer\": \"https://odder.example\", \"jwks_uri\": \"https://odder.example/jwks\", \"audiences\": [\"us\"]}");
        targets.put("PUT /webhooks/a", "{\"url\": \"https://a.example/events\"}");
        targets.put("POST /revocations", "{\"client_id\": \"somebody\"}");
        targets.put("POST /revocations ", "{\"subject\": \"somebody\"}");
        targets.put("POST /graph/explain", "{\"token\": \"e30.e30.e30\"}");
        targets.put("POST /graph/plan", "{\"client_id\": \"app\", \"scope\": \"a:x\"}");
        try (OddRequests odd = new OddRequests(issuer)) {
            for (var target : targets.entrySet()) {
                String[] request = target.getKey().split(" ", -1);
                var variants = List.copyOf(OddValues.variants(target.getValue()).entrySet());
                for (var document : third(variants, request[1].length())) {
                    HttpRequest.Builder to = issuer.asAdmin(request[1])
                            .header("Content-Type", "application/json")
                            .header("If-Match", "*")
                            .method(request[0], BodyPublishers.ofString(document.getValue()));
                    odd.send(target.getKey() + " " + document.getKey(), to);
                }
            }
            assertThat(odd.served()).isPositive();
        }
    }
}
