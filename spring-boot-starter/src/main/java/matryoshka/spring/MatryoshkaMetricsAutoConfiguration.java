package matryoshka.spring;

import io.micrometer.core.instrument.MeterRegistry;
import matryoshka.resource.ResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts for Micrometer. */
@AutoConfiguration(after = MatryoshkaAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
public class MatryoshkaMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ResourceServerMetrics resourceServerMetrics(ResourceServer server) {
        return new ResourceServerMetrics(server);
    }
}
