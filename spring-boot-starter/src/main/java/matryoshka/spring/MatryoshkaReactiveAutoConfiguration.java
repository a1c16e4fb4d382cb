package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

/** Does for an application of WebFlux what {@link MatryoshkaServletAutoConfiguration} does for one with servlets. */
@AutoConfiguration(
        after = MatryoshkaAutoConfiguration.class,
        before = {
            ReactiveUserDetailsServiceAutoConfiguration.class,
            ReactiveWebSecurityAutoConfiguration.class,
            ReactiveManagementWebSecurityAutoConfiguration.class
        })
@ConditionalOnClass(Mono.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class MatryoshkaReactiveAutoConfiguration {
    private static final boolean HAS_ACTUATOR = ClassUtils.isPresent(
            "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
            MatryoshkaReactiveAutoConfiguration.class.getClassLoader());

    /** Keeps Spring Boot from making up a user with a password, in applications that have no users. */
    @Bean
    @ConditionalOnMissingBean({ReactiveAuthenticationManager.class, ReactiveUserDetailsService.class})
    ReactiveAuthenticationManager tokenAuthenticationManager(ResourceServer server) {
        return new ReactiveVerifyPresentedToken(server);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityWebFilterChain tokenSecurityWebFilterChain(ServerHttpSecurity http, ResourceServer server) {
        return ReactiveResourceServer.acceptTokens(http, server)
                .authorizeExchange(exchanges -> {
                    if (HAS_ACTUATOR) {
                        // Whatever watches the service has no token.
                        exchanges.matchers(EndpointRequest.to("health")).permitAll();
                    }
                    exchanges.anyExchange().authenticated();
                })
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    RefusedExceptionAdvice refusedExceptionAdvice() {
        return new RefusedExceptionAdvice();
    }
}
