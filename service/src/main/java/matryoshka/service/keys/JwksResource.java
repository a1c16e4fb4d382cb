package matryoshka.service.keys;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.CrossOrigin;

/** {@code GET /oauth2/jwks}: returns the public keys (RFC 7517) from memory, whatever the state of the database. */
@Path("/oauth2/jwks")
public final class JwksResource {
    /** How long a verifier may go without checking for new keys. */
    private static final int MAX_AGE_SECONDS = 300;

    private final Supplier<KeyRing> keys;

    public JwksResource(Supplier<KeyRing> keys) {
        this.keys = keys;
    }

    @GET
    @Produces({"application/jwk-set+json", "application/json"})
    @Conditional
    public Response get(@Context HttpHeaders headers) {
        KeyRing current = keys.get();
        CacheControl cache = new CacheControl();
        cache.setMaxAge(MAX_AGE_SECONDS);
        Response.ResponseBuilder answer = new ConditionalRead(headers)
                .respond(current.tag(), () -> Response.ok(current.published().toString(true)))
                .cacheControl(cache);
        return CrossOrigin.readable(answer).build();
    }

    @OPTIONS
    public Response preflight() {
        return CrossOrigin.preflight();
    }
}
