package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;

/** {@code examples/nginx}, in Debian's nginx before a service, with tokens of a running issuer; and what was presented to it. */
final class GuardedShop implements AutoCloseable {
    static final String EDGE = "https://edge.shop.example";
    static final String ORDERS = "https://orders.shop.example";

    private static final String GRAPH = """
            services:
              edge: {audience: "https://edge.shop.example", scopes: {"ngx-edge:use": ""}}
              orders: {audience: "https://orders.shop.example", scopes: {"ngx-orders:place": ""}}
              catalog: {audience: "https://catalog.shop.example", scopes: {"catalog:read": "", "ngx-catalog:write": ""}}
              ngx-stock: {scopes: {"ngx-stock:reserve": ""}}
            dependencies:
              ngx-edge-orders: {from: edge, to: orders, grants: ["ngx-orders:place"]}
              ngx-orders-stock: {from: orders, to: ngx-stock, grants: ["ngx-stock:reserve"]}
            """;

    private final PlayedUpstream upstream;
    private final RunningNginx nginx;
    private final String forEdge;
    private final String forCatalog;
    private final List<String> presented = new CopyOnWriteArrayList<>();

    private GuardedShop(PlayedUpstream upstream, RunningNginx nginx, String forEdge, String forCatalog) {
        this.upstream = upstream;
        this.nginx = nginx;
        this.forEdge = forEdge;
        this.forCatalog = forCatalog;
    }

    /** @param client that gets the tokens, of which there is no other */
    static GuardedShop start(RunningIssuer issuer, String client, Path folder) throws Exception {
        issuer.publish(GRAPH);
        String secret = issuer.register(client, "ngx-edge:use catalog:read ngx-catalog:write");
        PlayedUpstream upstream = PlayedUpstream.start();
        return new GuardedShop(
                upstream,
                ExampleNginx.start(folder, issuer.port(), upstream.port()),
                issuer.issued(client, secret, "ngx-edge:use"),
                issuer.issued(client, secret, "catalog:read"));
    }

    /** A token for nginx, which embeds one for orders, which embeds one for the stock. */
    String forEdge() {
        return forEdge;
    }

    /** A token for the service that has no code for tokens. */
    String forCatalog() {
        return forCatalog;
    }

    /** The claims of {@link #forEdge()}, for another token like it that embeds none. */
    ObjectNode claims(String jti) throws IOException {
        return Revoking.claims(forEdge, jti);
    }

    int port() {
        return nginx.port();
    }

    List<PlayedUpstream.Arrived> arrived() {
        return upstream.arrived();
    }

    String logs() throws IOException {
        return nginx.logs();
    }

    HttpRequest.Builder request(String path, String token) {
        presented.add(token);
        return Answers.to(nginx.port(), path).header("Authorization", "Bearer " + token);
    }

    /** Fails unless it is refused; returns the challenge. */
    String refused(String path, String token, int status) throws Exception {
        HttpResponse<String> answer = Answers.send(request(path, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Answers.json(answer).get("status").intValue()).isEqualTo(status);
        assertThat(upstream.arrived()).isEmpty();
        return answer.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    /** Fails if something that was presented is in a log, or the guard itself has failed. Forgets what has arrived. */
    void assertLogsAreClean() throws IOException {
        upstream.arrived();
        for (String token : presented) {
            for (String part : token.split("[.]", -1)) {
                assertThat(part.length() > 20 && nginx.logs().contains(part)).isFalse();
            }
        }
        assertThat(nginx.logs()).doesNotContain("eyJ", "Exception", "The guard failed");
    }

    @Override
    public void close() {
        nginx.close();
        upstream.close();
    }
}
