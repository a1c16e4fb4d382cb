package matryoshka.service.platform.about;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import matryoshka.service.platform.problems.ProblemException;

/** {@code GET /docs/{page}}: a page of the documentation, as text. The same for everybody, and secret to nobody. */
@Path("/docs/{page}")
@Produces("text/plain;charset=utf-8")
public final class ManualResource {
    @GET
    public Response get(@PathParam("page") String page) {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(FrontPageResource.MAX_AGE_SECONDS);
        return Response.ok(Manual.content(page)
                        .orElseThrow(() -> ProblemException.of(404, "There is no such page of the documentation.")))
                .cacheControl(cache)
                .build();
    }
}
