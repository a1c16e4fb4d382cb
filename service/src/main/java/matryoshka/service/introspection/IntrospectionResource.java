package matryoshka.service.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import matryoshka.service.authentication.ClientAuthentication;
import matryoshka.service.clients.Client;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthEndpoint;
import matryoshka.service.snapshot.KnownGraph;
import matryoshka.service.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth2/introspect} (RFC 7662), also as a signed JWT (RFC 9701). */
@Path("/oauth2/introspect")
@OAuthEndpoint
public final class IntrospectionResource {
    private static final String SIGNED = "application/token-introspection+jwt";

    private final CurrentSnapshot current;
    private final ClientAuthentication authentication;
    private final IntrospectToken introspectToken;
    private final SignIntrospection signIntrospection;

    public IntrospectionResource(
            CurrentSnapshot current,
            ClientAuthentication authentication,
            IntrospectToken introspectToken,
            SignIntrospection signIntrospection) {
        this.current = current;
        this.authentication = authentication;
        this.introspectToken = introspectToken;
        this.signIntrospection = signIntrospection;
    }
}
