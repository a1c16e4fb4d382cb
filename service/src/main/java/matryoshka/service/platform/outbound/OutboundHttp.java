package matryoshka.service.platform.outbound;

import io.dropwizard.lifecycle.Managed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundOutcome.Failed;
import matryoshka.service.platform.outbound.OutboundOutcome.Reason;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests to registered addresses: only where {@link OutboundPolicy} permits, without following redirects, without cookies, proxies
 * or decompression, bounded in time and size, on a few threads of its own. Thread-safe.
 */
public final class OutboundHttp implements Managed {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_THREADS = 16;
    private static final int MAX_CONNECTIONS_PER_HOST = 4;
    private static final int MAX_WAITING_PER_HOST = 32;
    private static final int MAX_CAUSES = 10;

    private final OutboundPolicy policy;
    private final HttpClient client = new HttpClient();

    public OutboundHttp(OutboundPolicy policy) {
        this(policy, null);
    }

    /** @param lookup resolves host names; null for the default */
    OutboundHttp(OutboundPolicy policy, @Nullable SocketAddressResolver lookup) {
        this.policy = policy;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("outbound");
        threads.setDaemon(true);
        ScheduledExecutorScheduler timeouts = new ScheduledExecutorScheduler("outbound-timeouts", true);
        client.setExecutor(threads);
        client.setScheduler(timeouts);
        SocketAddressResolver usual = new SocketAddressResolver.Async(threads, timeouts, TO_CONNECT.toMillis());
        client.setSocketAddressResolver(new CheckedAddresses(lookup == null ? usual : lookup, policy));
        client.setConnectTimeout(TO_CONNECT.toMillis());
        client.setAddressResolutionTimeout(TO_CONNECT.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setDestinationIdleTimeout(IDLE.toMillis());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS_PER_HOST);
        client.setMaxRequestsQueuedPerDestination(MAX_WAITING_PER_HOST);
        client.setMaxResponseHeadersSize(MAX_HEADER_BYTES);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
    }

    public OutboundPolicy policy() {
        return policy;
    }

    @Override
    public void start() throws Exception {
        client.start();
        // These exist only now: the handlers that answer challenges and follow redirects, and the decoders.
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
    }

    @Override
    public void stop() throws Exception {
        client.stop();
    }

    /** Makes a request. The future never completes with an exception, whatever happens. */
    public CompletableFuture<OutboundOutcome> send(OutboundRequest wanted) {
        if (policy.objection(wanted.uri()).isPresent()) {
            return CompletableFuture.completedFuture(new Failed(Reason.FORBIDDEN_ADDRESS));
        }
        try {
            return sendPermitted(wanted);
        } catch (RuntimeException stopped) {
            return CompletableFuture.completedFuture(new Failed(Reason.UNREACHABLE));
        }
    }

    private CompletableFuture<OutboundOutcome> sendPermitted(OutboundRequest wanted) {
        Request request = client.newRequest(wanted.uri())
                .method(wanted.method())
                .timeout(wanted.patience().toMillis(), TimeUnit.MILLISECONDS);
        request.headers(headers -> wanted.headers().forEach(headers::put));
        wanted.body().ifPresent(body -> request.body(new StringRequestContent(body)));
        return new CompletableResponseListener(request, wanted.maxBytes())
                .send()
                .<OutboundOutcome>thenApply(answer -> new Answer(
                        answer.getStatus(), new String(answer.getContent(), StandardCharsets.UTF_8), isEncoded(answer)))
                .exceptionally(failure -> new Failed(reason(failure)));
    }

    private static boolean isEncoded(Response answer) {
        String encoding = answer.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    private static Reason reason(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof CheckedAddresses.Forbidden) {
                return Reason.FORBIDDEN_ADDRESS;
            }
            if (cause instanceof TimeoutException) {
                return Reason.TOO_SLOW;
            }
            if (cause instanceof RejectedExecutionException) {
                return Reason.BUSY;
            }
            // This is how the listener reports that its buffer is full.
            if (cause instanceof IllegalArgumentException) {
                return Reason.TOO_LARGE;
            }
            cause = cause.getCause();
        }
        return Reason.UNREACHABLE;
    }
}
