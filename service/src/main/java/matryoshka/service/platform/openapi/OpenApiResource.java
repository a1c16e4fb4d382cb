package matryoshka.service.platform.openapi;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;

/** {@code GET /openapi.json}: describes this issuer's API for tools. The same for everybody, and public. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
    private static final int MAX_AGE_SECONDS = 300;

    private final byte[] document;
    private final String tag;

    public OpenApiResource(URI issuer) {
        String version = Optional.ofNullable(OpenApiResource.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        this.document = OpenApiDocument.of(issuer, version);
        this.tag = UUID.nameUUIDFromBytes(document).toString();
    }

    @GET
    @Conditional
    public Response get(@Context HttpHeaders headers) {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(MAX_AGE_SECONDS);
        return new ConditionalRead(headers)
                .respond(tag, () -> Response.ok(document))
                .cacheControl(cache)
                .build();
    }
}
