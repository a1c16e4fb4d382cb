package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import reactor.core.publisher.Mono;

/** Lets a security filter chain of WebFlux accept tokens. For applications that have a chain of their own. */
public final class ReactiveResourceServer {
    private ReactiveResourceServer() {}

    /**
     * Lets a chain accept tokens. A request with a refused token ends there. One without a token goes on: the chain's rules say whether it
     * may. Call this first: it switches protection against CSRF on, but for requests with a token.
     *
     * @return the chain given
     */
    public static ServerHttpSecurity acceptTokens(ServerHttpSecurity http, ResourceServer server) {
        ReactiveRefusals refusals = new ReactiveRefusals(server);
        AuthenticationWebFilter filter = new AuthenticationWebFilter(new ReactiveVerifyPresentedToken(server));
        filter.setServerAuthenticationConverter(
                exchange -> Mono.justOrEmpty(ReactivePresentedToken.authentication(exchange.getRequest())));
        filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(refusals));
        // No browser adds such a header on behalf of another site.
        ServerWebExchangeMatcher withoutToken = new NegatedServerWebExchangeMatcher(exchange ->
                ReactivePresentedToken.authentication(exchange.getRequest()).isPresent()
                        ? ServerWebExchangeMatcher.MatchResult.match()
                        : ServerWebExchangeMatcher.MatchResult.notMatch());
        return http.csrf(csrf -> csrf.requireCsrfProtectionMatcher(
                        new AndServerWebExchangeMatcher(CsrfWebFilter.DEFAULT_CSRF_MATCHER, withoutToken)))
                .addFilterAt(filter, SecurityWebFiltersOrder.AUTHENTICATION)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    }
}
