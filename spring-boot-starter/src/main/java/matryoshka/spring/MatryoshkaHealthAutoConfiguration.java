package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows the issuer's health in the Actuator. */
@AutoConfiguration(after = MatryoshkaAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
public class MatryoshkaHealthAutoConfiguration {

    // Not on the class: there its condition would be loaded also where the Actuator is missing.
    @Bean
    @ConditionalOnEnabledHealthIndicator("matryoshka")
    IssuerHealth matryoshkaHealthIndicator(ResourceServer server) {
        return new IssuerHealth(server);
    }
}
