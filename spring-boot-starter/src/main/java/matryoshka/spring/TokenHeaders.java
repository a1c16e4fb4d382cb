package matryoshka.spring;

import java.net.URI;
import matryoshka.resource.NextHopToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Sets the headers that present a token. */
final class TokenHeaders {
    private TokenHeaders() {}

    static void set(HttpHeaders headers, NextHopToken token, HttpMethod method, URI url) {
        headers.remove("DPoP");
        token.headers(method.name(), url).forEach(headers::set);
    }
}
