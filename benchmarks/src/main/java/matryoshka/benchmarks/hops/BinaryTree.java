package matryoshka.benchmarks.hops;

import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;

/** Services each of which calls those with twice its number, and the next; the client calls the first. */
record BinaryTree(int services) {
    static final String FIRST = audience(1);
    static final String SECOND = audience(2);

    /** The token of the client: it embeds one for each further service. */
    PlayedToken token() {
        return token(1, "client");
    }

    /** The first service, which has fetched what it needs. */
    static ResourceServer first(PlayedIssuer issuer) {
        ResourceServer server = ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(FIRST)
                .service("service-1")
                .callee("service-2", SECOND)
                .build();
        if (!server.refresh()) {
            throw new IllegalStateException("the issuer does not say how tokens stand");
        }
        return server;
    }

    private PlayedToken token(int service, String holder) {
        PlayedToken token = PlayedToken.of(audience(service), holder, "service-" + service + ":use");
        for (int callee = 2 * service; callee <= Math.min(2 * service + 1, services); callee++) {
            token = token.embedding(token(callee, "service-" + service));
        }
        return token;
    }

    private static String audience(int service) {
        return "https://service-" + service + ".shop.example";
    }
}
