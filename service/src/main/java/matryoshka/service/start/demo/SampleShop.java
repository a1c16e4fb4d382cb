package matryoshka.service.start.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.graph.publish.GraphEdits;
import matryoshka.service.graph.publish.Publication;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.graph.publish.PublishRequest;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.start.Issuer;

/** The sample graph, {@code examples/shop.yaml}, and its clients. */
final class SampleShop {
    private static final String PUBLISHED_BY = "demo";

    private SampleShop() {}

    static void publish(PublishGraph publishGraph) {
        PublishRequest onlyIfEmpty = new PublishRequest(
                new AdminCaller(PUBLISHED_BY, Scopes.of(BuiltIn.GRAPH_PUBLISH_ANY)),
                "The sample shop",
                Preconditions.only(0),
                false);
        Publication publication = publishGraph.publish(GraphEdits.replace(document()), onlyIfEmpty);
        if (publication instanceof Publication.Invalid invalid) {
            throw new IllegalStateException("the sample shop is not a valid graph: " + invalid.violations());
        }
    }

    private static ReadDocument document() {
        try (InputStream shop = SampleShop.class.getResourceAsStream("/matryoshka/examples/shop.yaml")) {
            if (shop == null) {
                throw new IllegalStateException("the sample shop is not in this build");
            }
            return GraphDocumentReader.read(shop.readAllBytes(), DocumentFormat.YAML);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (DocumentSyntaxException malformed) {
            throw new IllegalStateException("the sample shop is malformed", malformed);
        }
    }

    /** Registers a client, and returns its secret. */
    static Secret register(Issuer issuer, String id, List<String> scopes) {
        return register(issuer, id, scopes, Map.of());
    }

    /** Registers a client whose tokens have these claims, and returns its secret. */
    static Secret register(Issuer issuer, String id, List<String> scopes, Map<String, Object> claims) {
        Secret secret = issuer.registration().secrets().generate();
        ClientMetadata metadata = new ClientMetadata(
                "Sample client",
                Scopes.of(scopes),
                Sorted.set(List.of("client_credentials")),
                AuthenticationMethod.CLIENT_SECRET_BASIC,
                null,
                "jwt",
                Sorted.map(claims),
                Sorted.map(Map.of()),
                false);
        issuer.registration()
                .clients()
                .add(new Client(
                        id,
                        metadata,
                        List.of(SecretHash.of(secret)),
                        issuer.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                        1));
        issuer.registration().changed().refresh();
        return secret;
    }
}
