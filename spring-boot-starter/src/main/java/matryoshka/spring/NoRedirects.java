package matryoshka.spring;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes "do not follow redirects" the default of HTTP clients. A client that follows one takes the {@code Authorization} header along, to
 * wherever the answer leads. The property {@code spring.http.clients.redirects} changes it.
 */
final class NoRedirects implements EnvironmentPostProcessor {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("matryoshka", Map.of("spring.http.clients.redirects", "dont-follow")));
    }
}
