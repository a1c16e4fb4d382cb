package matryoshka.gateway;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import matryoshka.resource.PresentedToken;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The client's request, as a trusted proxy describes it.
 *
 * @param method null if the proxy does not say
 * @param uri null if the proxy does not say; then proofs of possession are refused
 */
record ForwardedRequest(@Nullable String method, @Nullable URI uri) {
    static final String PREFIX = "/forward-auth";

    /** A client chooses its {@code Host}. With a path in it, a proof for one URL would fit another. */
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    static ForwardedRequest of(Request request, Settings.Forwarded how) {
        return switch (how) {
            case X_FORWARDED ->
                new ForwardedRequest(
                        text(request, "X-Forwarded-Method"),
                        uri(
                                text(request, "X-Forwarded-Proto"),
                                text(request, "X-Forwarded-Host"),
                                text(request, "X-Forwarded-Uri")));
            case X_ORIGINAL ->
                new ForwardedRequest(text(request, "X-Original-Method"), parse(text(request, "X-Original-URL")));
            case ENVOY ->
                new ForwardedRequest(
                        request.getMethod(),
                        uri(
                                text(request, "X-Forwarded-Proto"),
                                text(request, "Host"),
                                request.getHttpURI().getPathQuery().substring(PREFIX.length())));
        };
    }

    PresentedToken presented(List<String> authorization, List<String> proofs) {
        return new PresentedToken(authorization, proofs, method, uri, null);
    }

    private static @Nullable String text(Request request, String name) {
        return Headers.single(request, name).orElse(null);
    }

    private static @Nullable URI uri(@Nullable String scheme, @Nullable String host, @Nullable String target) {
        if (scheme == null || host == null || target == null || !target.startsWith("/")) {
            return null;
        }
        return HOST.matcher(host).matches() ? parse(scheme + "://" + host + target) : null;
    }

    /** A client's path need not be what Java takes for a URI: it is compared up to the query only. */
    private static @Nullable URI parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return URI.create(text.split("[?#]", 2)[0]);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
