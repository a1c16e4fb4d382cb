package matryoshka.service.platform.overload;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests for tokens and for introspection, which are the load of an issuer, run through a {@link RequestQueue}. All others pass: who
 * revokes a token or publishes a graph must get through, and keys and status lists cost little.
 */
public final class ShedLoad extends Handler.Wrapper {
    private static final Set<String> PATHS = Set.of("/oauth2/token", "/oauth2/introspect");

    private static final HttpFields REFUSAL = HttpFields.build()
            .put(HttpHeader.CONTENT_TYPE, "application/json")
            .put(HttpHeader.CACHE_CONTROL, "no-store")
            .put(HttpHeader.PRAGMA, "no-cache")
            .put(new HttpField("X-Content-Type-Options", "nosniff"))
            .put(HttpHeader.RETRY_AFTER, "1")
            .asImmutable();

    private static final byte[] OVERLOADED =
            "{\"error\":\"temporarily_unavailable\",\"error_description\":\"The issuer is overloaded.\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final RequestQueue queue;
    private final Meter refused;

    /** @param metrics shows how many requests run and wait, and counts those that were refused */
    public ShedLoad(Handler next, OverloadLimits limits, MetricRegistry metrics) {
        super(next);
        this.queue = new RequestQueue(limits, System::nanoTime);
        this.refused = metrics.meter("matryoshka.overload.refused");
        metrics.gauge("matryoshka.overload.running", () -> (Gauge<Integer>) queue::running);
        metrics.gauge("matryoshka.overload.queued", () -> (Gauge<Integer>) queue::queued);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isLoad(request)) {
            return super.handle(request, response, callback);
        }
        Load load = new Load(request, response, callback);
        if (queue.enter(load)) {
            load.serve();
        }
        return true;
    }

    private static boolean isLoad(Request request) {
        // As Jersey finds the resource: other spellings of a path are the same load.
        String path = request.getHttpURI().getCanonicalPath();
        return request.getMethod().equals("POST")
                && path != null
                && PATHS.stream().anyMatch(load -> path.endsWith(load) || path.endsWith(load + "/"));
    }

    /** One request of the load. */
    private final class Load implements RequestQueue.Entrant {
        private final Request request;
        private final Response response;
        private final Callback callback;

        Load(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Continues on a thread of its own, since the calling one ends another request. */
        @Override
        public void run() {
            try {
                request.getContext().execute(this::serve);
            } catch (RejectedExecutionException stopping) {
                queue.leave();
                callback.failed(stopping);
            }
        }

        @Override
        public void refuse() {
            refused.mark();
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
            response.getHeaders().add(REFUSAL);
            response.write(true, ByteBuffer.wrap(OVERLOADED), callback);
        }

        void serve() {
            Pause.during(queue, () -> {
                try {
                    if (!ShedLoad.super.handle(request, response, callback)) {
                        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                    }
                } catch (Exception failed) {
                    Response.writeError(request, response, callback, failed);
                }
            });
        }
    }
}
