package matryoshka.gateway;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.TokenRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Gives a service on this machine the token for the next service, for the token that it has received. */
final class TokenApi {
    static final String SECRET_HEADER = "X-Gateway-Secret";

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String INVALID_REQUEST = "invalid_request";
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> MEMBERS = Set.of("service", "audience", "url", "scope", "method", "received_url");

    private final GuardedServices services;
    private final NextTokens tokens;
    private final Settings.@Nullable Secret secret;
    private final boolean isUnixSocket;
    private final Clock clock;

    TokenApi(GuardedServices services, NextTokens tokens, Settings.TokenApi settings, Clock clock) {
        this.services = services;
        this.tokens = tokens;
        this.secret = settings.secret();
        this.isUnixSocket = settings.listener() instanceof Listener.Unix;
        this.clock = clock;
    }

    /** Returns why a request is refused before its body is read; null if it is not. */
    @Nullable
    Answer refusal(Request request) {
        if (!request.getMethod().equals("POST")) {
            return Answer.error(405, INVALID_REQUEST, "Use POST.").with("Allow", "POST");
        }
        if (secret != null && !isEqual(Headers.all(request, SECRET_HEADER), secret)) {
            return Answer.error(403, "access_denied", "The secret of the gateway is missing or wrong.");
        }
        // Pages in a browser on this machine can send requests here under a name of their own.
        if (secret == null && !isUnixSocket && !LOCAL_NAMES.contains(String.valueOf(Request.getServerName(request)))) {
            return Answer.error(403, "access_denied", "Use the address of the loopback interface.");
        }
        String type = String.valueOf(request.getHeaders().get("Content-Type"));
        return type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")
                ? null
                : Answer.error(415, INVALID_REQUEST, "Send application/json.");
    }

    private static boolean isEqual(List<String> sent, Settings.Secret secret) {
        return sent.size() == 1
                && MessageDigest.isEqual(
                        sent.get(0).getBytes(StandardCharsets.UTF_8),
                        secret.value().getBytes(StandardCharsets.UTF_8));
    }

    Answer answer(Request request, byte[] body) {
        try {
            Map<String, Object> members = JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8));
            boolean byAudience = JSONObjectUtils.getString(members, "audience") != null;
            boolean byUrl = JSONObjectUtils.getString(members, "url") != null;
            if (!MEMBERS.containsAll(members.keySet()) || byAudience == byUrl) {
                return Answer.error(400, INVALID_REQUEST, "Name the next service by either 'audience' or 'url'.");
            }
            return answer(request, members);
        } catch (ParseException | IllegalArgumentException malformed) {
            return Answer.error(400, INVALID_REQUEST, "The body is not a JSON object with the members of this API.");
        } catch (RefusedException refusal) {
            return Answer.error(refusal.status(), refusal.error().orElse("invalid_token"), refusal.description())
                    .with(refusal.headers());
        } catch (NoTokenException missing) {
            return missing(missing);
        } catch (NextTokens.BusyException busy) {
            return unavailable(String.valueOf(busy.getMessage()));
        }
    }

    private Answer answer(Request request, Map<String, Object> members) throws ParseException {
        var server = services.named(JSONObjectUtils.getString(members, "service"));
        if (server.isEmpty()) {
            return Answer.error(400, INVALID_REQUEST, "Name one of the services that the gateway guards in 'service'.");
        }
        ReceivedToken received = server.get().verify(presented(request, members));
        String url = JSONObjectUtils.getString(members, "url");
        return issued(
                url == null
                        ? tokens.token(
                                received,
                                TokenRequest.to(JSONObjectUtils.getString(members, "audience"))
                                        .withScopes(scopes(members)))
                        : tokens.token(received, URI.create(url)));
    }

    private static PresentedToken presented(Request request, Map<String, Object> members) throws ParseException {
        PresentedToken presented = PresentedToken.ofAuthorization(Headers.all(request, "Authorization"));
        String method = JSONObjectUtils.getString(members, "method");
        String url = JSONObjectUtils.getString(members, "received_url");
        return method == null || url == null
                ? presented
                : presented.withProofs(Headers.all(request, "DPoP"), method, URI.create(url));
    }

    private static List<String> scopes(Map<String, Object> members) throws ParseException {
        String scope = JSONObjectUtils.getString(members, "scope");
        return scope == null || scope.isBlank()
                ? List.of()
                : Arrays.asList(scope.strip().split(" +"));
    }

    private Answer issued(NextHopToken token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token.value());
        body.put("issued_token_type", ACCESS_TOKEN);
        body.put("token_type", "Bearer");
        body.put(
                "expires_in",
                Math.max(0, Duration.between(clock.instant(), token.expiresAt()).toSeconds()));
        body.put("scope", String.join(" ", token.scopes()));
        body.put("audience", token.audience());
        return Answer.json(200, body);
    }

    private static Answer missing(NoTokenException missing) {
        String why = String.valueOf(missing.getMessage());
        return switch (missing.reason()) {
            case ISSUER_UNAVAILABLE ->
                Answer.error(503, "temporarily_unavailable", why).with("Retry-After", "2");
            case RECEIVED_TOKEN_INVALID ->
                Answer.error(401, "invalid_token", why).with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case UNKNOWN_CALLEE, NO_DEPENDENCY -> Answer.error(403, "invalid_target", why);
            case SCOPE_NOT_GRANTED -> Answer.error(403, "invalid_scope", why);
            case REFUSED, NOT_CONFIGURED -> Answer.error(403, "access_denied", why);
        };
    }

    private static Answer unavailable(String why) {
        return Answer.error(503, "temporarily_unavailable", why).with("Retry-After", "2");
    }
}
