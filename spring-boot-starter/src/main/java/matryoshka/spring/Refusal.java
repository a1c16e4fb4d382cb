package matryoshka.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;

/** How a refused request is answered (RFC 6750 §3, RFC 9449 §7.1), by servlets and WebFlux alike. */
record Refusal(int status, Map<String, List<String>> headers) {
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Refusal UNAUTHENTICATED = new Refusal(401, Map.of());
    private static final Refusal DENIED = new Refusal(403, Map.of());

    static Refusal of(RefusedException refusal) {
        return new Refusal(refusal.status(), refusal.headers());
    }

    /**
     * Refuses a request without an accepted token.
     *
     * @param presented what it has, usually nothing: then the resource server says which schemes it accepts
     */
    static Refusal unauthenticated(ResourceServer server, PresentedToken presented, AuthenticationException exception) {
        if (exception instanceof TokenRefusedException refused) {
            return of(refused.refusal());
        }
        try {
            server.verify(presented);
            return UNAUTHENTICATED;
        } catch (RefusedException refusal) {
            return of(refusal);
        }
    }

    /** Refuses a request that its token does not suffice for, and names the scopes where they are known. */
    static Refusal denied(AccessDeniedException exception, Optional<ReceivedToken> received) {
        if (received.isEmpty()) {
            return DENIED;
        }
        ReceivedToken token = received.get();
        Stream<String> needed = exception instanceof AuthorizationDeniedException denied
                ? authorities(denied.getAuthorizationResult())
                : Stream.empty();
        List<String> scopes = needed.filter(authority -> authority.startsWith(ReceivedTokenAuthentication.SCOPE_PREFIX))
                .map(authority -> authority.substring(ReceivedTokenAuthentication.SCOPE_PREFIX.length()))
                .toList();
        // With all of them, the token lacks something else.
        return of(
                token.scopes().containsAll(scopes)
                        ? token.insufficientScope()
                        : token.insufficientScope(scopes.toArray(String[]::new)));
    }

    private static Stream<String> authorities(@Nullable AuthorizationResult result) {
        if (result instanceof AuthorityAuthorizationDecision decision) {
            return decision.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .flatMap(Stream::ofNullable);
        }
        // An expression, as of @PreAuthorize, does not tell what failed, but names its authorities.
        return result instanceof ExpressionAuthorizationDecision decision
                ? QUOTED.matcher(decision.getExpression().getExpressionString())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                : Stream.empty();
    }

    void forEachHeader(BiConsumer<String, String> use) {
        headers.forEach((name, values) -> values.forEach(value -> use.accept(name, value)));
    }
}
