package matryoshka.service.tokens.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import matryoshka.graph.Scopes;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.ScopeParameter;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/** {@code POST /console/links}: a client that authenticates as at the token endpoint gets a link that signs a browser in, once. */
@Path("/console/links")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class ConsoleLinkResource {
    private final Snapshots snapshots;
    private final ClientAuthentication authentication;
    private final LinkToConsole links;
    private final String issuer;

    public ConsoleLinkResource(
            Snapshots snapshots, ClientAuthentication authentication, LinkToConsole links, String issuer) {
        this.snapshots = snapshots;
        this.authentication = authentication;
        this.links = links;
        this.issuer = issuer;
    }

    @POST
    public ObjectNode make(@Context HttpServletRequest http, @Nullable FormParameters body) {
        FormParameters form = FormParameters.orNone(body);
        Client client = authentication.authenticated(snapshots.current().clients(), RequestHead.of(http), form);
        LinkToConsole.Link link = links.make(client, requested(client, form))
                .orElseThrow(() -> new OAuthErrorException(
                        OAuthError.TEMPORARILY_UNAVAILABLE,
                        "Too many console sessions of this client are alive, or it was just removed."));
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", issuer + link.path())
                .put("expires_in", link.lifetime().toSeconds())
                .put("scope", link.scopes().toString());
    }

    private static @Nullable Scopes requested(Client client, FormParameters form) {
        Scopes available = LinkToConsole.available(client);
        Scopes requested = ScopeParameter.of(form);
        if (available.isEmpty() || (requested != null && !available.containsAll(requested))) {
            throw new OAuthErrorException(
                    OAuthError.INVALID_SCOPE, "The client cannot use these scopes in the console.");
        }
        return requested;
    }
}
