package matryoshka.service.revocation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oauth2/revoke} (RFC 7009). Ignores {@code token_type_hint}: there is one type, and the search would have to include it
 * whatever the hint says.
 */
@Path("/oauth2/revoke")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class RevocationResource {
    private final Snapshots snapshots;
    private final ClientAuthentication authentication;
    private final RevokeToken revokeToken;
    private final Obstacles obstacles;

    public RevocationResource(
            Snapshots snapshots, ClientAuthentication authentication, RevokeToken revokeToken, Obstacles obstacles) {
        this.snapshots = snapshots;
        this.authentication = authentication;
        this.revokeToken = revokeToken;
        this.obstacles = obstacles;
    }

    @POST
    public Response revoke(@Context HttpServletRequest http, @Nullable FormParameters body) {
        FormParameters form = FormParameters.orNone(body);
        Snapshot snapshot = snapshots.current();
        Client client = authentication.authenticated(snapshot.clients(), RequestHead.of(http), form);
        obstacles.toRevoking().ifPresent(obstacle -> {
            throw new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle);
        });
        return switch (revokeToken.revoke(snapshot, client, form.require("token"))) {
            case REVOKED, NO_LIVE_TOKEN -> Response.ok().build();
            case NOT_ALLOWED ->
                throw new OAuthErrorException(
                        OAuthError.UNAUTHORIZED_CLIENT, "The client is not allowed to revoke this token.");
            case NO_ROOM ->
                throw new OAuthErrorException(
                        OAuthError.TEMPORARILY_UNAVAILABLE, "Too many revocations by this client are in force.");
        };
    }
}
