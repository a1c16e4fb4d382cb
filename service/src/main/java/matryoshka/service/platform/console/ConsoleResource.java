package matryoshka.service.platform.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.problems.ProblemException;

/**
 * {@code GET /console/}: the pages of the web console. They are the same for everybody; what they show, they get from the API with the
 * token of the person who has signed in.
 */
@Path("/console")
public final class ConsoleResource {
    /**
     * Scripts come from here only, and cannot make elements from text (Trusted Types). Graphviz is WebAssembly. Nothing is sent elsewhere, and
     * nobody frames the pages.
     */
    private static final String POLICY =
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final ConsoleFiles files = new ConsoleFiles();

    /** The start page. Its links are relative, so that it needs the slash at the end. */
    @GET
    @Conditional
    public Response start(@Context UriInfo asked, @Context HttpHeaders headers) {
        if (!asked.getPath().endsWith("/")) {
            return Response.status(Response.Status.PERMANENT_REDIRECT)
                    .location(URI.create("/console/"))
                    .build();
        }
        return answer("index.html", headers);
    }

    /** One file. */
    @GET
    @Path("{file: .+}")
    @Conditional
    public Response file(@PathParam("file") String name, @Context HttpHeaders headers) {
        return answer(name, headers);
    }

    private Response answer(String name, HttpHeaders headers) {
        ConsoleFile file =
                files.file(name).orElseThrow(() -> ProblemException.of(404, "There is no such file of the console."));
        // Browsers ask each time whether a file is still the same, so that no mix of two versions runs.
        CacheControl cache = new CacheControl();
        cache.setNoCache(true);
        return new ConditionalRead(headers)
                .respond(file.tag(), () -> Response.ok(file.content(), file.type()))
                .cacheControl(cache)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .build();
    }
}
