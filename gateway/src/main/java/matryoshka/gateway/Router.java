package matryoshka.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.resource.Count;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads requests to what answers them. */
final class Router extends Handler.Abstract {
    static final String FOR_SERVICES = "services";
    static final int MAX_BODY_BYTES = 8 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger("matryoshka.gateway");

    private final ForwardAuth forwardAuth;
    private final TokenApi tokenApi;
    private final GuardedServices services;
    private final Readiness readiness;

    Router(ForwardAuth forwardAuth, TokenApi tokenApi, GuardedServices services, Readiness readiness) {
        this.forwardAuth = forwardAuth;
        this.tokenApi = tokenApi;
        this.services = services;
        this.readiness = readiness;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = String.valueOf(request.getHttpURI().getPath());
        boolean isForServices = FOR_SERVICES.equals(
                request.getConnectionMetaData().getConnector().getName());
        if (isForServices && path.equals("/token")) {
            token(request, response, callback);
        } else if (!isForServices && isForwardAuth(path)) {
            safely(() -> forwardAuth.answer(request)).send(response, callback);
        } else {
            status(path)
                    .orElseGet(() -> Answer.problem(404, "There is nothing here."))
                    .send(response, callback);
        }
        return true;
    }

    private static boolean isForwardAuth(String path) {
        return path.equals(ForwardedRequest.PREFIX) || path.startsWith(ForwardedRequest.PREFIX + '/');
    }

    private Optional<Answer> status(String path) {
        return switch (path) {
            case "/live" -> Optional.of(Answer.text(200, "alive\n"));
            case "/ready" ->
                Optional.of(
                        readiness.isReady()
                                ? Answer.text(200, "ready\n")
                                : Answer.text(503, "no keys of the issuer yet\n"));
            case "/metrics" -> Optional.of(Answer.text(200, metrics()));
            default -> Optional.empty();
        };
    }

    /** The body is awaited without a thread; what may wait for the issuer then has one. */
    private void token(Request request, Response response, Callback callback) {
        Answer refusal = tokenApi.refusal(request);
        if (refusal != null) {
            refusal.send(response, callback);
            return;
        }
        Content.Source.asByteArrayAsync(
                request, MAX_BODY_BYTES, Promise.Invocable.from(Invocable.InvocationType.BLOCKING, (body, failure) -> {
                    Answer answer = failure == null
                            ? safely(() -> tokenApi.answer(request, body))
                            : Answer.error(413, "invalid_request", "The body is too long, or did not arrive.");
                    answer.send(response, callback);
                }));
    }

    /** An error of ours is told to nobody, and logged without its message, which could quote the request. */
    private static Answer safely(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (RuntimeException unexpected) {
            LOG.error(
                    "A request failed: {} at {}",
                    unexpected.getClass(),
                    unexpected.getStackTrace()[0]);
            return Answer.problem(500, "The gateway failed.");
        }
    }

    /** The text format of Prometheus. */
    private String metrics() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Map<Count, Long>> service : services.counts().entrySet()) {
            service.getValue()
                    .forEach((count, number) -> text.append("matryoshka_gateway_")
                            .append(count.name().toLowerCase(Locale.ROOT))
                            .append("_total{service=\"")
                            .append(service.getKey())
                            .append("\"} ")
                            .append(number)
                            .append('\n'));
        }
        return text.toString();
    }
}
