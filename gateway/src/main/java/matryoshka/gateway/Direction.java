package matryoshka.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import matryoshka.gateway.Headers.MisdirectedException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy wants for one of its locations.
 *
 * @param service the guarded service; null if the gateway guards only one
 * @param upstream whom the next token is for, by name or audience; null if the presented token goes on
 * @param scopes that the presented token must have
 */
record Direction(@Nullable String service, @Nullable String upstream, List<String> scopes) {
    static final String UPSTREAM_HEADER = "X-Upstream-Audience";
    static final String SERVICE_HEADER = "X-Gateway-Service";
    static final String SCOPE_HEADER = "X-Required-Scope";

    /** In {@link #UPSTREAM_HEADER}: the presented token goes on. An absent header could have been left to clients. */
    static final String NONE = "-";

    private static final Set<String> PARAMETERS = Set.of("service", "upstream", "scope");

    Direction {
        scopes = List.copyOf(scopes);
    }

    static Direction of(Request request, Settings.Directions where) {
        return where == Settings.Directions.QUERY ? ofQuery(request) : ofHeaders(request);
    }

    private static Direction ofQuery(Request request) {
        Fields query = Request.extractQueryParameters(request);
        for (Fields.Field field : query) {
            if (!PARAMETERS.contains(field.getName()) || field.getValues().size() != 1) {
                throw new MisdirectedException("The parameters of /forward-auth are service, upstream and scope.");
            }
        }
        return new Direction(query.getValue("service"), query.getValue("upstream"), scopes(query.getValue("scope")));
    }

    private static Direction ofHeaders(Request request) {
        String upstream = Headers.single(request, UPSTREAM_HEADER)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () -> new MisdirectedException("The proxy must set the header '" + UPSTREAM_HEADER + "'."));
        return new Direction(
                Headers.single(request, SERVICE_HEADER).orElse(null),
                upstream.equals(NONE) ? null : upstream,
                scopes(Headers.single(request, SCOPE_HEADER).orElse(null)));
    }

    private static List<String> scopes(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split(" +"));
    }
}
