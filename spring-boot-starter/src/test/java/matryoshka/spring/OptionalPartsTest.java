package matryoshka.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Applications that have nothing of what they do not need. */
class OptionalPartsTest {
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            MatryoshkaAutoConfiguration.class,
            MatryoshkaClientAutoConfiguration.class,
            MatryoshkaHealthAutoConfiguration.class,
            MatryoshkaMetricsAutoConfiguration.class,
            MatryoshkaReactiveAutoConfiguration.class,
            MatryoshkaServletAutoConfiguration.class);
    private static final String[] PROPERTIES = {
        "matryoshka.issuer=http://localhost:9", "matryoshka.audience=https://orders.shop.example"
    };

    @Test
    void an_application_with_servlets_needs_no_reactor_no_micrometer_and_no_actuator() {
        new WebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(
                        "reactor",
                        "io.micrometer.core",
                        "org.springframework.web.reactive",
                        "org.springframework.boot.webclient",
                        "org.springframework.boot.health",
                        "org.springframework.boot.actuate"))
                .withConfiguration(OURS)
                .withConfiguration(AutoConfigurations.of(ServletWebSecurityAutoConfiguration.class))
                .withPropertyValues(PROPERTIES)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SecurityFilterChain.class)
                        .hasSingleBean(RestClientCustomizer.class)
                        .doesNotHaveBean("nextHopFilter")
                        .doesNotHaveBean("resourceServerMetrics")
                        .doesNotHaveBean("matryoshkaHealthIndicator"));
    }

    @Test
    void an_application_of_webflux_needs_no_servlets() {
        new ReactiveWebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(
                        "jakarta.servlet",
                        "org.springframework.web.servlet",
                        "io.micrometer.core",
                        "org.springframework.boot.health",
                        "org.springframework.boot.actuate"))
                .withConfiguration(OURS)
                .withConfiguration(AutoConfigurations.of(
                        WebFluxAutoConfiguration.class, ReactiveWebSecurityAutoConfiguration.class))
                .withPropertyValues(PROPERTIES)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SecurityWebFilterChain.class)
                        .hasSingleBean(NextHopFilter.class)
                        .doesNotHaveBean("tokenSecurityFilterChain"));
    }
}
