package matryoshka.service.graph.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.ScopeParameter;
import matryoshka.service.platform.oauth.Targets;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.trust.ExternalSubject;
import matryoshka.service.trust.PreviewedSubject;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.service.trust.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/** The query parameters of a preview. Refuses what the token endpoint would refuse to read. */
final class PreviewParameters {
    private static final int UNPROCESSABLE = 422;
    /** No chain has more actors by default, and each needs a plan of its own. */
    private static final int MAX_HOPS = 8;

    private final UriInfo uri;

    PreviewParameters(UriInfo uri) {
        this.uri = uri;
    }

    @Nullable
    String parameter(String name) {
        return uri.getQueryParameters().getFirst(name);
    }

    private List<String> parameters(String name) {
        return uri.getQueryParameters().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    Optional<Long> version() {
        return Optional.ofNullable(parameter("version")).map(text -> QueryParameters.version("version", text));
    }

    PreviewRequest request(Client client, TrustRegistry trust) {
        Optional<ExternalSubject> user = user(client, trust);
        try {
            Scopes scopes = scopes("scope");
            List<String> targets = List.copyOf(Targets.of(parameters("audience"), parameters("resource")));
            List<PreviewRequest.Hop> hops = hops(targets);
            PlanRequest begun = new PlanRequest(
                    client.id(), client.metadata().scopes(), scopes, hops.isEmpty() ? targets : List.of());
            return new PreviewRequest(begun, user, hops);
        } catch (OAuthErrorException refused) {
            throw refused(refused.error().code(), refused.description());
        }
    }

    /** Empty counts as omitted, as at the token endpoint (RFC 6749 §3.1). */
    private @Nullable Scopes scopes(String name) throws OAuthErrorException {
        String scope = parameter(name);
        return scope == null || scope.isEmpty() ? null : ScopeParameter.parse(scope);
    }

    private List<PreviewRequest.Hop> hops(List<String> targets) throws OAuthErrorException {
        List<String> via = parameters("via");
        Scopes scopes = scopes("exchange_scope");
        if (via.size() > MAX_HOPS) {
            throw ProblemException.of(400, "The query parameter 'via' can be repeated at most " + MAX_HOPS + " times.");
        }
        if (via.isEmpty() && scopes != null) {
            throw ProblemException.of(400, "The query parameter 'exchange_scope' requires 'via'.");
        }
        List<PreviewRequest.Hop> hops = new ArrayList<>();
        for (int index = 0; index < via.size(); index++) {
            boolean last = index == via.size() - 1;
            hops.add(new PreviewRequest.Hop(
                    via.get(index),
                    last ? Sorted.set(targets) : new TreeSet<>(List.of(via.get(index + 1))),
                    last ? scopes : null));
        }
        return hops;
    }

    private Optional<ExternalSubject> user(Client client, TrustRegistry trust) {
        String issuer = QueryParameters.text("issuer", parameter("issuer"));
        String subject = QueryParameters.text("subject", parameter("subject"));
        String claims = parameter("claims");
        if ((issuer == null) != (subject == null) || (issuer == null && claims != null)) {
            throw ProblemException.of(
                    400,
                    "The query parameters 'issuer' and 'subject' must be used together, and 'claims' requires both.");
        }
        if (issuer == null || subject == null) {
            return Optional.empty();
        }
        TrustedIssuer trusted = Optional.ofNullable(trust.all().get(issuer))
                .orElseThrow(() -> ProblemException.of(404, "There is no such trusted issuer."));
        if (!trusted.terms().clients().contains(client.id())) {
            throw refused("invalid_request", "This client is not allowed to exchange tokens of this issuer.");
        }
        return Optional.of(PreviewedSubject.of(trusted.terms(), subject, claims(claims))
                .orElseThrow(() -> ProblemException.of(
                        400, "A token with this 'subject' and these 'claims' would be refused as malformed.")));
    }

    private static JsonNode claims(@Nullable String json) {
        if (json == null || json.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode claims = DocumentFormat.JSON.parse(json.getBytes(StandardCharsets.UTF_8));
            if (claims.isObject()) {
                return claims;
            }
        } catch (DocumentSyntaxException malformed) {
            // Reported below.
        }
        throw ProblemException.of(400, "The query parameter 'claims' must be a JSON object.");
    }

    /** Returns what the token endpoint would answer. */
    static ProblemException refused(String error, String detail) {
        return new ProblemException(Problem.of(UNPROCESSABLE, detail).with("error", error));
    }
}
