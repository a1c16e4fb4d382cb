package matryoshka.spring;

import java.util.Optional;
import matryoshka.resource.http.ServiceNonces.Presentation;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** The headers that present a token, and those that answer it. */
final class TokenHeaders {
    private TokenHeaders() {}

    /** Sets them in place of any that there are. */
    static void set(HttpHeaders headers, Presentation presented) {
        headers.remove("DPoP");
        presented.headers().forEach(headers::set);
    }

    /** Returns how to present the token again, if the service refused the request for its nonce. */
    static Optional<Presentation> after(Presentation presented, HttpStatusCode status, HttpHeaders answer) {
        return presented.after(status.value(), answer.getFirst("DPoP-Nonce"));
    }
}
