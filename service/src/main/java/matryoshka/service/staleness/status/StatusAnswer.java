package matryoshka.service.staleness.status;

import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.CrossOrigin;

/** Responds with a signed document that anybody may read and cache. */
final class StatusAnswer {
    private StatusAnswer() {}

    static Response of(StatusList document, Duration ttl, HttpHeaders headers) {
        boolean gzip = takesGzip(headers);
        CacheControl cache = new CacheControl();
        cache.setMaxAge(Math.toIntExact(ttl.toSeconds()));
        Response.ResponseBuilder answer = new ConditionalRead(headers)
                .respond(gzip ? document.tag() + "-gzip" : document.tag(), () -> whole(document, gzip))
                .cacheControl(cache)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return CrossOrigin.readable(answer).build();
    }

    private static Response.ResponseBuilder whole(StatusList document, boolean gzip) {
        return gzip
                ? Response.ok(document.gzipped()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(document.token());
    }

    private static boolean takesGzip(HttpHeaders headers) {
        List<String> accepted = headers.getRequestHeaders().getOrDefault(HttpHeaders.ACCEPT_ENCODING, List.of());
        return accepted.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .anyMatch(coding ->
                        coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches(".*q=0(\\.0*)?")));
    }
}
