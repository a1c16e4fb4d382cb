package matryoshka.service.platform.audit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Notes for the audit log who sent a request, and to which trace it belongs by its {@code traceparent}. With an OpenTelemetry SDK, each
 * request is also a span of that trace; without one, the API does nothing. The span is named by the method alone: a path may contain names.
 */
public final class RequestOriginFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final TextMapGetter<HttpServletRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };

    /** A method can be any word, and there should not be any number of names. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final transient OpenTelemetry telemetry;

    public RequestOriginFilter(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    // The scope is open while its variable is, which is all that it is for.
    @SuppressWarnings("try")
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws IOException, ServletException {
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS);
        Span span = telemetry
                .getTracer("matryoshka")
                .spanBuilder(METHODS.contains(request.getMethod()) ? request.getMethod() : "HTTP")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        try (Scope current = span.makeCurrent()) {
            members(request.getRemoteAddr(), span.getSpanContext()).forEach(MDC::put);
            next.doFilter(request, response);
        } finally {
            RequestOrigin.MEMBERS.forEach(MDC::remove);
            span.setAttribute("http.response.status_code", response.getStatus());
            if (response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private static Map<String, String> members(String address, SpanContext span) {
        return span.isValid()
                ? Map.of(
                        RequestOrigin.ADDRESS, address,
                        RequestOrigin.TRACE_ID, span.getTraceId(),
                        RequestOrigin.SPAN_ID, span.getSpanId())
                : Map.of(RequestOrigin.ADDRESS, address);
    }
}
