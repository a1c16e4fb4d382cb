package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a security filter chain accept tokens. For applications that have a chain of their own:
 *
 * <pre>{@code
 * http.with(new ResourceServerConfigurer(), withDefaults())
 * }</pre>
 *
 * <p>A request with a refused token ends here. One without a token goes on: the chain's rules say whether it may.
 */
public final class ResourceServerConfigurer extends AbstractHttpConfigurer<ResourceServerConfigurer, HttpSecurity> {
    private static final RequestMatcher PRESENTS_TOKEN =
            request -> ServletPresentedToken.authentication(request) != null;

    @Override
    public void init(HttpSecurity http) {
        ServletRefusals refusals = new ServletRefusals(server(http));
        http.exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(refusals, any -> true)
                .defaultAccessDeniedHandlerFor(refusals, any -> true));
        // No browser adds such a header on behalf of another site.
        http.csrf(csrf -> csrf.ignoringRequestMatchers(PRESENTS_TOKEN));
    }

    @Override
    public void configure(HttpSecurity http) {
        ResourceServer server = server(http);
        AuthenticationManager verify = new ProviderManager(new VerifyPresentedToken(server));
        AuthenticationFilter filter = new AuthenticationFilter(verify, ServletPresentedToken::authentication);
        filter.setSuccessHandler((request, response, authentication) -> {});
        AuthenticationEntryPointFailureHandler refuse =
                new AuthenticationEntryPointFailureHandler(new ServletRefusals(server));
        refuse.setRethrowAuthenticationServiceException(false);
        filter.setFailureHandler(refuse);
        filter.setSecurityContextHolderStrategy(getSecurityContextHolderStrategy());
        http.addFilterBefore(filter, BasicAuthenticationFilter.class);
    }

    private static ResourceServer server(HttpSecurity http) {
        return http.getSharedObject(ApplicationContext.class).getBean(ResourceServer.class);
    }
}
