package matryoshka.example.shop;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the shop's administrator does at the issuer. */
final class IssuerAdmin {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String SCOPES = "graph:read graph:write graph:publish-any clients:write";
    private static final int TRIES = 100;
    private static final int CONFLICT = 409;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI issuer;
    private final String bearer;
    private final List<String> registered = new ArrayList<>();
    private long tokenRequests;

    /** @param file the admin client's, which the issuer wrote at its first start */
    IssuerAdmin(URI issuer, Path file) throws IOException, InterruptedException {
        this.issuer = issuer;
        Map<String, Object> admin = json(Files.readString(file));
        bearer = "Bearer " + token(text(admin, "client_id"), text(admin, "client_secret"), SCOPES);
    }

    /** Returns a token that a client gets for itself. */
    String token(String clientId, String secret, String scope) throws IOException, InterruptedException {
        String pair = Base64.getEncoder().encodeToString((clientId + ':' + secret).getBytes(StandardCharsets.UTF_8));
        String form = "grant_type=client_credentials&scope=" + scope.replace(" ", "+");
        HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        tokenRequests++;
        return text(json(checked(http.send(request, BodyHandlers.ofString())).body()), "access_token");
    }

    /** Returns how often a token was requested here. */
    long tokenRequests() {
        return tokenRequests;
    }

    /** Registers the client that a service is, and returns its secret. */
    String registerService(String name) throws IOException, InterruptedException {
        return register(name, Map.of("client_id", name, "grant_types", List.of(EXCHANGE)));
    }

    /** Registers a client that begins chains, and returns its secret. */
    String registerClient(String name, String scope) throws IOException, InterruptedException {
        return register(name, Map.of("client_id", name, "scope", scope));
    }

    /** A client that is there already stays as it is, and gets another secret. */
    private String register(String name, Map<String, Object> metadata) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", "/clients", JSONObjectUtils.toJSONString(metadata));
        if (answer.statusCode() == CONFLICT) {
            return text(
                    json(checked(send("POST", "/clients/" + name + "/secrets", ""))
                            .body()),
                    "client_secret");
        }
        registered.add(name);
        return text(json(checked(answer).body()), "client_secret");
    }

    /** Removes the clients that were registered here. */
    void removeClients() throws IOException, InterruptedException {
        for (String name : registered) {
            checked(send("DELETE", "/clients/" + name, ""));
        }
        registered.clear();
    }

    /** Changes the graph by a JSON merge patch, and returns the new version. */
    long patch(Map<String, Object> patch) throws IOException, InterruptedException {
        String answer = checked(send("PATCH", "/graph", JSONObjectUtils.toJSONString(patch)))
                .body();
        return number(json(answer), "version");
    }

    void restore(long version) throws IOException, InterruptedException {
        checked(send("POST", "/graph/versions/" + version + "/restore", ""));
    }

    long version() throws IOException, InterruptedException {
        String tag =
                checked(send("GET", "/graph", "")).headers().firstValue("ETag").orElse("");
        return Long.parseLong(tag.replaceAll("^\"(\\d+).*", "$1"));
    }

    /** Waits until the issuer tells services how all tokens stand in a version: about a second. */
    void awaitStatus(long version) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            String summary = checked(send("GET", "/oauth2/status", "")).body();
            try {
                JWTClaimsSet told = SignedJWT.parse(summary).getJWTClaimsSet();
                if (Boolean.TRUE.equals(told.getBooleanClaim("complete"))
                        && told.getClaim("version") instanceof Long known
                        && known >= version) {
                    return;
                }
            } catch (ParseException malformed) {
                throw new IOException("The status summary is malformed.", malformed);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("The status summary stays at an old version.");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        HttpRequest.Builder request = HttpRequest.newBuilder(issuer.resolve(path))
                .header("Authorization", bearer)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.request().method() + " " + answer.uri().getPath() + ": " + answer.statusCode()
                    + " " + answer.body());
        }
        return answer;
    }

    private static Map<String, Object> json(String text) throws IOException {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException malformed) {
            throw new IOException("The issuer's answer is not JSON.", malformed);
        }
    }

    private static String text(Map<String, Object> object, String name) throws IOException {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IOException("The issuer's answer lacks '" + name + "'.");
    }

    private static long number(Map<String, Object> object, String name) throws IOException {
        if (object.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IOException("The issuer's answer lacks '" + name + "'.");
    }
}
