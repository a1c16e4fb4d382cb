package matryoshka.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import matryoshka.resource.ResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;

/**
 * Makes an application with servlets a resource server: every request but those for its health needs a token, unless the application has
 * rules of its own.
 */
@AutoConfiguration(
        after = MatryoshkaAutoConfiguration.class,
        before = {
            UserDetailsServiceAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class MatryoshkaServletAutoConfiguration {
    private static final boolean HAS_ACTUATOR = ClassUtils.isPresent(
            "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
            MatryoshkaServletAutoConfiguration.class.getClassLoader());

    /** Keeps Spring Boot from making up a user with a password, in applications that have no users. */
    @Bean
    @ConditionalOnMissingBean({AuthenticationManager.class, AuthenticationProvider.class, UserDetailsService.class})
    AuthenticationManager tokenAuthenticationManager(ResourceServer server) {
        return new ProviderManager(new VerifyPresentedToken(server));
    }

    @Bean
    @ConditionalOnDefaultWebSecurity
    SecurityFilterChain tokenSecurityFilterChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> {
                    if (HAS_ACTUATOR) {
                        // Whatever watches the service has no token.
                        requests.requestMatchers(EndpointRequest.to("health")).permitAll();
                    }
                    requests.anyRequest().authenticated();
                })
                .with(new ResourceServerConfigurer(), withDefaults())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
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
