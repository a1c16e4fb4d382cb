package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to an issuer. Its string form shows neither headers nor body, which may contain secrets. */
public final class Request {
    final String method;
    final String pathAndQuery;
    final Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
    final byte[] body;

    private Request(String method, String pathAndQuery, byte[] body) {
        this.method = method;
        this.pathAndQuery = pathAndQuery;
        this.body = body;
    }

    public static Request get(String pathAndQuery) {
        return new Request("GET", pathAndQuery, new byte[0]);
    }

    public static Request head(String pathAndQuery) {
        return new Request("HEAD", pathAndQuery, new byte[0]);
    }

    public static Request delete(String pathAndQuery) {
        return new Request("DELETE", pathAndQuery, new byte[0]);
    }

    public static Request put(String pathAndQuery, byte[] body) {
        return new Request("PUT", pathAndQuery, body);
    }

    public static Request post(String path, byte[] body) {
        return new Request("POST", path, body);
    }

    public static Request put(String path, ObjectNode body) {
        return put(path, bytes(body)).with("Content-Type", "application/json");
    }

    public static Request post(String path, ObjectNode body) {
        return post(path, bytes(body)).with("Content-Type", "application/json");
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sets a header; {@code Accept} is JSON by default. */
    public Request with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    @Override
    public String toString() {
        return method + " " + pathAndQuery;
    }
}
