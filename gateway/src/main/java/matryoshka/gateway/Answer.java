package matryoshka.gateway;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer. The string form shows only its status: headers and body can hold a token.
 *
 * @param contentType of the body
 */
record Answer(int status, Map<String, List<String>> headers, String contentType, String body) {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String TEXT = "text/plain; charset=utf-8";

    Answer {
        headers = Map.copyOf(headers);
    }

    /** RFC 9457. */
    static Answer problem(int status, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("status", status);
        body.put("detail", detail);
        return new Answer(status, Map.of(), PROBLEM, JSONObjectUtils.toJSONString(body));
    }

    /** RFC 6749 §5.2. */
    static Answer error(int status, String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return json(status, body);
    }

    static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, Map.of(), JSON, JSONObjectUtils.toJSONString(body));
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of(), TEXT, text);
    }

    Answer with(Map<String, List<String>> more) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, contentType, body);
    }

    Answer with(String name, String value) {
        return with(Map.of(name, List.of(value)));
    }

    void send(Response response, Callback callback) {
        response.setStatus(status);
        headers.forEach(
                (name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
        response.getHeaders().put("Content-Type", contentType);
        response.getHeaders().put("Cache-Control", "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public String toString() {
        return "answer " + status;
    }
}
