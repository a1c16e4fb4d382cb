package matryoshka.service.platform.about;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;

/** {@code GET /}: what this is, for people who open it in a browser, and where to read on. */
@Path("/")
public final class FrontPageResource {
    static final int MAX_AGE_SECONDS = 300;
    /** The page loads nothing, and nobody frames it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Links are relative: a proxy may serve the issuer below a path. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Matryoshka</title>
            <style>body { font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
            </head>
            <body>
            <h1>Matryoshka</h1>
            <p>This is an OAuth 2.0 token issuer. It nests tokens along a service dependency graph: a token for the first
            service holds narrower tokens for the services behind it.</p>
            <ul>
            %s<li><a href=".well-known/oauth-authorization-server">Metadata</a> of this issuer (RFC 8414): its endpoints and keys</li>
            <li><a href="openapi.json">OpenAPI document</a>: every operation of its API</li>
            </ul>
            <p>Documentation of this version:</p>
            <ul>
            %s
            </ul>
            <p>Clients get tokens at <code>oauth2/token</code>; administrators use the console or the API.</p>
            </body>
            </html>
            """;

    private static final String CONSOLE =
            "<li><a href=\"console/\">Console</a>: the graph, and the tokens that clients get</li>\n";

    private final String page;

    /** @param hasConsole whether this issuer serves the console */
    public FrontPageResource(boolean hasConsole) {
        page = PAGE.formatted(
                hasConsole ? CONSOLE : "",
                Manual.PAGES.stream()
                        .map(name -> "<li><a href=\"docs/%s\">%s</a></li>".formatted(name, escaped(Manual.title(name))))
                        .collect(Collectors.joining("\n")));
    }

    @GET
    @Produces("text/html;charset=utf-8")
    public Response get() {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(MAX_AGE_SECONDS);
        return Response.ok(page)
                .cacheControl(cache)
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
