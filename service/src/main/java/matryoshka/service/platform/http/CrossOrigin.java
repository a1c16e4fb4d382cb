package matryoshka.service.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Lets pages of all origins read public resources with CORS: keys, metadata and status lists. */
public final class CrossOrigin {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private CrossOrigin() {}

    /** Returns a response that any page may read, including its entity tag. */
    public static Response.ResponseBuilder readable(Response.ResponseBuilder answer) {
        return answer.header(ALLOW_ORIGIN, "*").header("Access-Control-Expose-Headers", HttpHeaders.ETAG);
    }

    /** Answers the preflight request that browsers send when a page adds a header of its own. */
    public static Response preflight() {
        return Response.noContent()
                .header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS")
                .header(ALLOW_ORIGIN, "*")
                .header("Access-Control-Allow-Methods", "GET")
                .header("Access-Control-Allow-Headers", HttpHeaders.IF_NONE_MATCH)
                .header("Access-Control-Max-Age", "86400")
                .build();
    }
}
