package matryoshka.service.tokens.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.http.Places;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;
import org.jspecify.annotations.Nullable;

/** {@code POST /console/session}: the console trades a code for a token and the next code. */
@Path("/console/session")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class ConsoleSessionResource {
    /** Anybody can send a code, and each needs the database. */
    private static final int MAX_AT_ONCE = 4;

    private static final String NOBODY = "";

    private final Snapshots snapshots;
    private final Obstacles obstacles;
    private final ContinueSession continueSession;
    private final Places places = new Places(MAX_AT_ONCE, MAX_AT_ONCE);

    public ConsoleSessionResource(Snapshots snapshots, Obstacles obstacles, ContinueSession continueSession) {
        this.snapshots = snapshots;
        this.obstacles = obstacles;
        this.continueSession = continueSession;
    }

    @POST
    public ObjectNode proceed(@Nullable FormParameters body) {
        String text = FormParameters.orNone(body).require("code");
        ConsoleCode code = ConsoleCode.parse(text).orElseThrow(ConsoleSessionResource::unknownCode);
        obstacles.toJudging().ifPresent(ConsoleSessionResource::refuse);
        Places.Place place = places.take(NOBODY).orElseThrow(ConsoleSessionResource::tooMany);
        try {
            return json(
                    continueSession.with(snapshots.current(), code).orElseThrow(ConsoleSessionResource::unknownCode));
        } finally {
            place.close();
        }
    }

    private static ObjectNode json(ContinueSession.Continued continued) {
        IssuedToken token = continued.token();
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", token.tree().outerToken())
                .put("token_type", token.type())
                .put("expires_in", token.lifetimeSeconds())
                .put("scope", token.plan().outer().content().scopes().toString())
                .put("client_id", continued.clientId())
                .put("code", continued.next().secret().reveal());
    }

    private static OAuthErrorException unknownCode() {
        return new OAuthErrorException(
                OAuthError.INVALID_GRANT, "This link or session is no longer valid. Get a new link, or sign in.");
    }

    private static OAuthErrorException tooMany() {
        return new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, "Too many sessions are being continued.");
    }

    private static void refuse(String obstacle) {
        throw new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle);
    }
}
