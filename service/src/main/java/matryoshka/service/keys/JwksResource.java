package matryoshka.service.keys;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.CrossOrigin;

/** {@code GET /oauth2/jwks}: returns the public keys (RFC 7517) from memory, whatever the state of the database. */
@Path("/oauth2/jwks")
public final class JwksResource {
    /** An instance that has not heard from the database for longer may lack a new key. */
    private static final Duration MAX_UNCONFIRMED = Duration.ofSeconds(1);

    private final Supplier<KeyRing> keys;
    private final Duration maxAge;
    private final Supplier<Duration> sinceConfirmed;

    /**
     * @param maxAge how long a verifier may go without checking for new keys
     * @param sinceConfirmed how long ago the database confirmed that this instance knows all changes
     */
    public JwksResource(Supplier<KeyRing> keys, Duration maxAge, Supplier<Duration> sinceConfirmed) {
        this.keys = keys;
        this.maxAge = maxAge;
        this.sinceConfirmed = sinceConfirmed;
    }

    @GET
    @Produces({"application/jwk-set+json", "application/json"})
    @Conditional
    public Response get(@Context HttpHeaders headers) {
        CacheControl cache = new CacheControl();
        if (sinceConfirmed.get().compareTo(MAX_UNCONFIRMED) > 0) {
            cache.setNoCache(true);
        } else {
            cache.setMaxAge(Math.toIntExact(maxAge.toSeconds()));
        }
        KeyRing current = keys.get();
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
