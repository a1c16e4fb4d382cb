package matryoshka.resource;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes requests that this service authenticates. */
final class ClientCalls {
    private final Fetcher fetcher;
    private final ClientCredentials credentials;
    private final String issuer;
    private final Clock clock;

    /** @param issuer the {@code iss} of the issuer that the requests go to */
    ClientCalls(Fetcher fetcher, ClientCredentials credentials, String issuer, Clock clock) {
        this.fetcher = fetcher;
        this.credentials = credentials;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Returns a POST of a form (RFC 6749, appendix B). */
    HttpRequest.Builder post(URI uri, Map<String, String> parameters) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> form = new LinkedHashMap<>(parameters);
        credentials.authenticate(issuer, clock.instant(), headers, form);
        HttpRequest.Builder request = fetcher.request(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form), StandardCharsets.US_ASCII));
        headers.forEach(request::setHeader);
        return request;
    }

    /** Returns a request to read something: a GET if the credentials fit into its headers, else a POST. */
    HttpRequest.Builder read(URI uri) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> form = new LinkedHashMap<>();
        credentials.authenticate(issuer, clock.instant(), headers, form);
        if (!headers.containsKey("Authorization")) {
            return post(uri, Map.of());
        }
        HttpRequest.Builder request = fetcher.request(uri);
        headers.forEach(request::setHeader);
        return request;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + '=' + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
