package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import matryoshka.service.testing.RunningIssuer;

/**
 * {@code examples/nginx} before a service, with tokens of a running issuer.
 *
 * @param forEdge a token for nginx, which embeds one for orders, which embeds one for the stock
 * @param forCatalog a token for the service that has no code for tokens
 */
record GuardedShop(NginxInFront nginx, String forEdge, String forCatalog) {
    static final String EDGE = "https://edge.shop.example";
    static final String ORDERS = "https://orders.shop.example";
    static final String CATALOG = "https://catalog.shop.example";
    static final String PRESENTER = "ngx-presenter";
    static final String SCOPES = "ngx-edge:use catalog:read ngx-catalog:write";

    static final String GRAPH = """
            services:
              edge: {audience: "https://edge.shop.example", scopes: {"ngx-edge:use": ""}, presenters: [ngx-presenter]}
              orders: {audience: "https://orders.shop.example", scopes: {"ngx-orders:place": ""}}
              catalog: {audience: "https://catalog.shop.example", scopes: {"catalog:read": "", "ngx-catalog:write": ""}}
              ngx-stock: {scopes: {"ngx-stock:reserve": ""}}
            dependencies:
              ngx-edge-orders: {from: edge, to: orders, grants: ["ngx-orders:place"]}
              ngx-orders-stock: {from: orders, to: ngx-stock, grants: ["ngx-stock:reserve"]}
            """;

    /** @param client that gets the tokens, of which there is no other */
    static GuardedShop start(RunningIssuer issuer, String client, Path folder) throws Exception {
        issuer.publish(GRAPH);
        String secret = issuer.register(client, SCOPES);
        return new GuardedShop(
                NginxInFront.start(upstream -> ExampleNginx.start(folder, issuer.port(), upstream)),
                issuer.issued(client, secret, "ngx-edge:use"),
                issuer.issued(client, secret, "catalog:read"));
    }

    /** The claims of {@link #forEdge()}, for another token like it that embeds none. */
    ObjectNode claims(String jti) throws IOException {
        return Revoking.claims(forEdge, jti);
    }
}
