package matryoshka.gateway;

import java.util.List;
import java.util.Map;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.TokenRequest;
import org.eclipse.jetty.server.Request;

/**
 * Answers a proxy that asks whether a request may pass: 200 with the token for the upstream in {@code Authorization}, or 401, 403 or 503
 * with what the client shall be told.
 */
final class ForwardAuth {
    private static final String AUTHORIZATION = "Authorization";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final GuardedServices services;
    private final NextTokens tokens;
    private final Settings.Proxies settings;

    ForwardAuth(GuardedServices services, NextTokens tokens, Settings.Proxies settings) {
        this.services = services;
        this.tokens = tokens;
        this.settings = settings;
    }

    Answer answer(Request request) {
        if (!isTrusted(request)) {
            return Answer.problem(403, "Only trusted proxies may use this address.");
        }
        try {
            return answer(request, Direction.of(request, settings.directions()));
        } catch (Headers.MisdirectedException wrong) {
            return Answer.problem(BAD_REQUEST, String.valueOf(wrong.getMessage()));
        } catch (RefusedException refusal) {
            return refused(refusal);
        } catch (NoTokenException missing) {
            return missing(missing);
        } catch (NextTokens.BusyException busy) {
            return unavailable();
        }
    }

    /** Who can connect to a Unix socket is decided by its permissions. */
    private boolean isTrusted(Request request) {
        String sender = Request.getRemoteAddr(request);
        return settings.listener() instanceof Listener.Unix
                || settings.trusted().stream().anyMatch(range -> range.contains(sender));
    }

    private Answer answer(Request request, Direction direction) {
        ResourceServer server = services.named(direction.service())
                .orElseThrow(() -> new Headers.MisdirectedException(
                        "The proxy must name one of the services that the gateway guards."));
        List<String> authorization = Headers.all(request, AUTHORIZATION);
        ReceivedToken received = server.verify(ForwardedRequest.of(request, settings.forwarded())
                .presented(authorization, Headers.all(request, "DPoP")));
        received.requireScopes(direction.scopes().toArray(String[]::new));
        // Verified, so there is exactly one.
        String next = direction.upstream() == null
                ? authorization.get(0)
                : "Bearer "
                        + tokens.token(received, TokenRequest.to(direction.upstream()))
                                .value();
        return Answer.text(200, "").with(AUTHORIZATION, next);
    }

    /** Proxies pass on 401 and 403; nginx makes an error of its own of all others. */
    private static Answer refused(RefusedException refusal) {
        int status = refusal.status() == BAD_REQUEST ? UNAUTHORIZED : refusal.status();
        return Answer.problem(status, refusal.description()).with(refusal.headers());
    }

    /** Clients are not told the names of the services behind; the audit log is. */
    private static Answer missing(NoTokenException missing) {
        return switch (missing.reason()) {
            case ISSUER_UNAVAILABLE ->
                Answer.problem(503, "The token for the upstream is not available now.")
                        .with("Retry-After", "2");
            case RECEIVED_TOKEN_INVALID -> challenge(UNAUTHORIZED, "invalid_token", "The token is no longer accepted.");
            case UNKNOWN_CALLEE, NO_DEPENDENCY, SCOPE_NOT_GRANTED, REFUSED, NOT_CONFIGURED ->
                challenge(403, "insufficient_scope", "The token does not lead to a token for the upstream.");
        };
    }

    private static Answer unavailable() {
        return Answer.problem(503, "The token for the upstream is not available now.")
                .with("Retry-After", "2");
    }

    private static Answer challenge(int status, String error, String description) {
        return Answer.problem(status, description)
                .with(Map.of(
                        CHALLENGE,
                        List.of("Bearer error=\"" + error + "\", error_description=\"" + description + '"')));
    }
}
