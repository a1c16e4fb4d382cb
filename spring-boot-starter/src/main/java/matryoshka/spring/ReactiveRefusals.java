package matryoshka.spring;

import java.util.Optional;
import matryoshka.resource.ResourceServer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers refused requests of WebFlux. */
final class ReactiveRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
    private final ResourceServer server;

    ReactiveRefusals(ResourceServer server) {
        this.server = server;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException exception) {
        return Mono.defer(() -> answer(
                exchange.getResponse(),
                Refusal.unauthenticated(server, ReactivePresentedToken.of(exchange.getRequest()), exception)));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException exception) {
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .map(ReceivedTokens::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(received -> answer(exchange.getResponse(), Refusal.denied(exception, received)));
    }

    private static Mono<Void> answer(ServerHttpResponse response, Refusal refusal) {
        response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
        refusal.forEachHeader(response.getHeaders()::add);
        return response.setComplete();
    }
}
