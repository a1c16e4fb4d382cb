package matryoshka.service;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.PresentedCredentials;
import org.jdbi.v3.core.ConnectionException;

/** A token endpoint that returns the credentials of the request, in the form of the real one. */
@Path("/oauth2/token")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class EchoTokenResource {
    static final AtomicInteger CALLS = new AtomicInteger();

    @POST
    public Map<String, String> token(FormParameters form, @Context HttpHeaders headers) {
        CALLS.incrementAndGet();
        List<String> authorization =
                Objects.requireNonNullElse(headers.getRequestHeader(HttpHeaders.AUTHORIZATION), List.of());
        PresentedCredentials client = PresentedCredentials.from(authorization, form, java.util.Optional.empty());
        return switch (form.require("grant_type")) {
            case "database" -> throw new ConnectionException(new SQLException("hush", "08001"));
            case "bug" -> throw new IllegalStateException("hush");
            default -> Map.of("client_id", client.clientId());
        };
    }
}
