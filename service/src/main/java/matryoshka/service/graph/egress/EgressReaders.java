package matryoshka.service.graph.egress;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.AdminCallers;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/**
 * Admits those who may read the egress of a service: whoever has a token with {@code graph:read}, the service's own client, and the
 * service's presenters. All others get the same answer whether or not there is such a service.
 */
public final class EgressReaders {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final String BEARER_CHALLENGE = "Bearer realm=\"matryoshka\"";
    private static final String BASIC_CHALLENGE = "Basic realm=\"matryoshka\", charset=\"UTF-8\"";
    private static final String NOT_ALLOWED =
            "This requires a token with the scope graph:read, or authentication as the service or one of its presenters.";

    private final Snapshots snapshots;
    private final AdminCallers callers;
    private final ClientAuthentication authentication;
    private final AuditLog audit;

    public EgressReaders(
            Snapshots snapshots, AdminCallers callers, ClientAuthentication authentication, AuditLog audit) {
        this.snapshots = snapshots;
        this.callers = callers;
        this.authentication = authentication;
        this.audit = audit;
    }

    /**
     * Admits the sender of a request without a body: by bearer token, by {@code client_secret_basic}, or by TLS certificate.
     *
     * @param clientId names the client that a certificate authenticates; else null
     * @throws ProblemException 401 or 403 for everybody else; 400 for contradicting credentials
     */
    void admit(String service, RequestHead request, @Nullable String clientId) {
        List<String> authorization = request.values(AUTHORIZATION);
        if (authorization.size() == 1 && authorization.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            admitBearer(service, authorization.get(0).substring(BEARER.length()).strip());
            return;
        }
        Client client;
        try {
            client = authenticated(request, FormParameters.naming(clientId));
        } catch (OAuthErrorException refused) {
            throw problem(refused);
        }
        if (!mayRead(client.id(), service)) {
            refuse(client.id(), "GET");
            throw ProblemException.of(403, NOT_ALLOWED);
        }
    }

    /**
     * Admits the sender of a form, by any method of client authentication.
     *
     * @throws OAuthErrorException for everybody else
     */
    void admit(String service, RequestHead request, FormParameters form) {
        Client client = authenticated(request, form);
        if (!mayRead(client.id(), service)) {
            refuse(client.id(), "POST");
            throw new OAuthErrorException(OAuthError.ACCESS_DENIED, NOT_ALLOWED);
        }
    }

    private Client authenticated(RequestHead request, FormParameters form) {
        return authentication.authenticated(snapshots.current().clients(), request, form);
    }

    private void admitBearer(String service, String token) {
        Optional<AdminCaller> caller = callers.caller(token);
        if (caller.isEmpty()) {
            audit.refused(refusal(null, "invalid-token", "GET"));
            throw ProblemException.of(401, "The token is not valid for this API.")
                    .withHeader("WWW-Authenticate", BEARER_CHALLENGE + ", error=\"invalid_token\"");
        }
        String client = caller.get().clientId();
        if (!caller.get().has(BuiltIn.GRAPH_READ) && !mayRead(client, service)) {
            refuse(client, "GET");
            throw ProblemException.of(403, NOT_ALLOWED)
                    .withHeader(
                            "WWW-Authenticate",
                            BEARER_CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + BuiltIn.GRAPH_READ + "\"");
        }
    }

    private boolean mayRead(String client, String service) {
        Snapshot snapshot = snapshots.current();
        return client.equals(service)
                || snapshot.graph()
                        .service(service)
                        .filter(found -> found.presenters().contains(client))
                        .isPresent();
    }

    private void refuse(String client, String method) {
        audit.refused(refusal(client, "egress-of-others", method));
    }

    private static Refusal refusal(@Nullable String client, String reason, String method) {
        return Refusal.of(Refusal.Kind.ADMIN, client, reason)
                .with("method", method)
                .with("path", "/graph/services/{name}/egress");
    }

    private static ProblemException problem(OAuthErrorException refused) {
        ProblemException problem = ProblemException.of(refused.error().status(), refused.description());
        return refused.error() == OAuthError.INVALID_CLIENT
                ? problem.withHeader("WWW-Authenticate", BEARER_CHALLENGE + ", " + BASIC_CHALLENGE)
                : problem;
    }
}
