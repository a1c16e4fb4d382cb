package matryoshka.service.testing;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** A caller of the admin API; bodies are YAML by default. Does not fail, whatever the answer. */
public record Caller(RunningIssuer issuer, String token) {
    private static final String YAML = "application/yaml";

    public static Caller admin(RunningIssuer issuer) throws IOException, InterruptedException {
        return new Caller(issuer, issuer.adminToken());
    }

    /** A client that is registered with these scopes, and comes with a token for all of them. */
    public static Caller registered(RunningIssuer issuer, String clientId, String scope)
            throws IOException, InterruptedException {
        return new Caller(issuer, issuer.issued(clientId, issuer.register(clientId, scope), ""));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Answers.send(to(path).header("Accept", "application/json"));
    }

    public HttpResponse<String> put(String path, String yaml, String... headers)
            throws IOException, InterruptedException {
        return send("PUT", path, YAML, yaml, headers);
    }

    public HttpResponse<String> patch(String path, String yaml, String... headers)
            throws IOException, InterruptedException {
        return send("PATCH", path, YAML, yaml, headers);
    }

    public HttpResponse<String> post(String path, String... headers) throws IOException, InterruptedException {
        return Answers.send(with(to(path), headers).POST(BodyPublishers.noBody()));
    }

    public HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
        return Answers.send(with(to(path), headers).DELETE());
    }

    public HttpResponse<String> send(String method, String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        return Answers.send(
                with(to(path).header("Content-Type", type), headers).method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return issuer.to(path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }
}
