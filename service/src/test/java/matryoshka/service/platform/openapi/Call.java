package matryoshka.service.platform.openapi;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to be made, and the status that is expected.
 *
 * @param caller who makes it
 * @param target path and query
 * @param headers without Authorization
 */
record Call(
        Caller caller,
        String method,
        String target,
        Map<String, String> headers,
        @Nullable String body,
        int status) {

    /** The clients of the walk. */
    enum Caller {
        /** Without credentials. */
        NOBODY,
        /** The first admin, which has all scopes. */
        ADMIN,
        /** Has {@code graph:write}, but owns nothing and may not publish everything. */
        WRITER,
        /** Has a token for the admin API without useful scopes. */
        OUTSIDER,
        /** A client that may read the graph, with its id and secret. */
        CONSOLE,
        /** A client of the shop, with its id and secret. */
        WEB_SHOP,
        /** The service that {@link #WEB_SHOP}'s tokens are for, with its id and secret. */
        ORDERS
    }

    static Call get(String target) {
        return new Call(Caller.ADMIN, "GET", target, Map.of(), null, 200);
    }

    static Call put(String target) {
        return new Call(Caller.ADMIN, "PUT", target, Map.of(), null, 200);
    }

    static Call patch(String target) {
        return new Call(Caller.ADMIN, "PATCH", target, Map.of(), null, 200);
    }

    static Call post(String target) {
        return new Call(Caller.ADMIN, "POST", target, Map.of(), null, 201);
    }

    static Call delete(String target) {
        return new Call(Caller.ADMIN, "DELETE", target, Map.of(), null, 200);
    }

    Call by(Caller other) {
        return new Call(other, method, target, headers, body, status);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(caller, method, target, more, body, status);
    }

    Call accepting(String type) {
        return with("Accept", type);
    }

    Call ifMatch(String tags) {
        return with("If-Match", tags);
    }

    /** Single quotes stand for double ones. */
    Call json(String json) {
        return body("application/json", json.replace('\'', '"'));
    }

    Call body(String type, String text) {
        return new Call(caller, method, target, with("Content-Type", type).headers(), text, status);
    }

    Call is(int expected) {
        return new Call(caller, method, target, headers, body, expected);
    }

    /** The path without the query. */
    String path() {
        return target.replaceFirst("[?].*", "");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d %s %s by %s %s", status, method, target, caller, headers);
    }
}
