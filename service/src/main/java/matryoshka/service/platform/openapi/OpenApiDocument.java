package matryoshka.service.platform.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;

/** The OpenAPI 3.1 document. It is written by hand; only what differs between issuers is filled in. */
final class OpenApiDocument {
    private static final String SOURCE = "/matryoshka/openapi.yaml";

    private OpenApiDocument() {}

    /**
     * Returns the document of one issuer, as JSON.
     *
     * @param version of the software
     */
    static byte[] of(URI issuer, String version) {
        ObjectNode document = source();
        document.withObject("/info").put("version", version);
        document.withObject("/servers/0").put("url", issuer.toString());
        document.withObject("/components/securitySchemes/admin/flows/clientCredentials")
                .put("tokenUrl", issuer + "/oauth2/token");
        return DocumentFormat.JSON.print(document);
    }

    private static ObjectNode source() {
        try (InputStream source = OpenApiDocument.class.getResourceAsStream(SOURCE)) {
            return (ObjectNode) DocumentFormat.YAML.parse(
                    Objects.requireNonNull(source, SOURCE).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (DocumentSyntaxException malformed) {
            throw new IllegalStateException(SOURCE + " is malformed in line " + malformed.line(), malformed);
        }
    }
}
