package matryoshka.service.platform.problems;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Renders errors that occur outside the resources (malformed requests, headers over the limit, unknown methods): a problem with the status
 * and nothing else. Jetty's own page would disclose URIs, causes and versions.
 */
public final class BareErrors extends ErrorHandler {
    private static final HttpField CONTENT_TYPE = new HttpField(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    private static final HttpField NO_SNIFF = new HttpField("X-Content-Type-Options", "nosniff");

    /** RFC 9110 §15.5.6 requires this header; methods of no resource are refused before the resources are consulted. */
    private static final HttpField ALLOW =
            new HttpField(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    /** After a request that it cannot read, Jetty closes the connection, and does not always announce it. */
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

    private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(CONTENT_TYPE);
        headers.put(NO_SNIFF);
        headers.put(NO_STORE);
        if (cause instanceof HttpException) {
            headers.put(CLOSE);
        }
        if (status == HttpStatus.METHOD_NOT_ALLOWED_405) {
            headers.put(ALLOW);
        }
        response.write(true, body(status), callback);
    }

    private static ByteBuffer body(int status) {
        String json = "{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.getMessage(status) + "\",\"status\":"
                + status + "}";
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
