package matryoshka.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The first admin of an issuer. Every request must succeed. */
public final class AdminClient {
    /** The grant of RFC 8693. */
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI issuer;
    private final String basic;

    private AdminClient(HttpClient http, URI issuer, String basic) {
        this.http = http;
        this.issuer = issuer;
        this.basic = basic;
    }

    /** Fails if the issuer gives it no token. */
    static AdminClient of(URI issuer, Path adminFile) throws IOException, InterruptedException {
        JsonNode file = JSON.readTree(adminFile.toFile());
        AdminClient client = new AdminClient(
                HttpClient.newHttpClient(),
                issuer,
                basic(
                        file.path("client_id").asText(),
                        file.path("client_secret").asText()));
        client.token();
        return client;
    }

    static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Registers a client for its own tokens, and returns its credentials for the header {@code Authorization}. */
    public String register(String id, List<String> scopes) throws IOException, InterruptedException {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.put("client_id", id).put("scope", String.join(" ", scopes));
        metadata.putArray("grant_types").add("client_credentials").add(EXCHANGE);
        JsonNode registered =
                JSON.readTree(send("POST", "/clients", "application/json", JSON.writeValueAsBytes(metadata)));
        return basic(id, registered.path("client_secret").asText());
    }

    /** Gets a token for a client. */
    public String issue(String credentials, String scope) throws IOException, InterruptedException {
        return token(credentials, scope);
    }

    public byte[] get(String path) throws IOException, InterruptedException {
        return answer(authorized(path).GET());
    }

    public byte[] send(String method, String path, String type, byte[] body) throws IOException, InterruptedException {
        return answer(authorized(path).header("Content-Type", type).method(method, BodyPublishers.ofByteArray(body)));
    }

    /** Like {@link #send}, for the current version, whatever it is. */
    public byte[] replace(String path, String type, byte[] body) throws IOException, InterruptedException {
        return answer(authorized(path)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(issuer.resolve(path)).header("Authorization", "Bearer " + token());
    }

    private String token() throws IOException, InterruptedException {
        return token(basic, "graph:read graph:write graph:publish-any clients:read clients:write keys:rotate");
    }

    private String token(String credentials, String scope) throws IOException, InterruptedException {
        String form =
                "grant_type=client_credentials&scope=" + scope.replace(" ", "+").replace(":", "%3A");
        Map<String, String> headers =
                Map.of("Authorization", credentials, "Content-Type", "application/x-www-form-urlencoded");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(issuer.resolve("/oauth2/token")).POST(BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return JSON.readTree(answer(request)).path("access_token").asText();
    }

    private byte[] answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    response.request().method() + " " + response.uri().getPath() + ": " + response.statusCode() + " "
                            + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
