package matryoshka.service.tokens.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.token.ClaimNames;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oauth2/introspect} (RFC 7662), also answered as a signed JWT (RFC 9701), or by the token itself. Ignores {@code token_type_hint}, since there is
 * only one type of token.
 */
@Path("/oauth2/introspect")
@OAuthEndpoint
public final class IntrospectionResource {
    private final RecentGraph recentGraph;
    private final ClientAuthentication authentication;
    private final IntrospectToken introspectToken;
    private final SignIntrospection signIntrospection;
    private final Obstacles obstacles;
    private final CacheableAnswer cacheable;

    public IntrospectionResource(
            RecentGraph recentGraph,
            ClientAuthentication authentication,
            IntrospectToken introspectToken,
            SignIntrospection signIntrospection,
            Obstacles obstacles,
            CacheableAnswer cacheable) {
        this.cacheable = cacheable;
        this.recentGraph = recentGraph;
        this.authentication = authentication;
        this.introspectToken = introspectToken;
        this.signIntrospection = signIntrospection;
        this.obstacles = obstacles;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@Context HttpServletRequest http, @Nullable FormParameters body) throws InterruptedException {
        Answer answer = answer(http, body);
        return cacheable.respond(answer.told(), answer.json());
    }

    @POST
    @Produces("application/token-introspection+jwt;qs=0.5")
    public Response signed(@Context HttpServletRequest http, @Nullable FormParameters body)
            throws InterruptedException {
        Answer answer = answer(http, body);
        return cacheable.respond(
                answer.told(),
                signIntrospection.sign(answer.to().snapshot(), answer.to().client(), answer.json()));
    }

    /** Returns the token itself: the one behind a handle, or the one that was sent. */
    @POST
    @Produces("application/jwt;qs=0.4")
    public Response token(@Context HttpServletRequest http, @Nullable FormParameters body) throws InterruptedException {
        Optional<Introspection> told = answer(http, body).told();
        String compact = told.map(active -> active.live().compact())
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_TOKEN));
        return cacheable.respond(told, compact);
    }

    private record Answer(RecentGraph.Recent to, Optional<Introspection> told) {
        ObjectNode json() {
            return IntrospectionJson.of(told);
        }
    }

    private Answer answer(HttpServletRequest http, @Nullable FormParameters body) throws InterruptedException {
        FormParameters form = FormParameters.orNone(body);
        Client client = authentication.authenticated(recentGraph.current().clients(), RequestHead.of(http), form);
        String token = form.require("token");
        boolean withTokens = wantsTokens(form);
        RecentGraph.Recent recent = recentGraph.recent(client, form);
        obstacles.toJudging().ifPresent(obstacle -> {
            throw new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle);
        });
        return new Answer(recent, introspectToken.introspect(recent.snapshot(), recent.client(), token, withTokens));
    }

    /** Nested tokens are credentials, so they are sent only on request. */
    private static boolean wantsTokens(FormParameters form) {
        Optional<String> include = form.value("include");
        if (include.isPresent() && !include.get().equals(ClaimNames.TOKENS)) {
            throw OAuthErrorException.invalidRequest("'include' can only be 'tokens'.");
        }
        return include.isPresent();
    }
}
