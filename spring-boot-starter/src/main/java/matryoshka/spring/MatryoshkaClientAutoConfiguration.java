package matryoshka.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Lets the clients that Spring Boot's builders make present tokens. */
@AutoConfiguration(after = MatryoshkaAutoConfiguration.class)
public class MatryoshkaClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    NextHopInterceptor nextHopInterceptor() {
        return new NextHopInterceptor();
    }

    @Bean
    RestClientCustomizer nextHopRestClientCustomizer(NextHopInterceptor interceptor) {
        return builder -> builder.requestInterceptor(interceptor);
    }

    @Bean
    RestTemplateCustomizer nextHopRestTemplateCustomizer(NextHopInterceptor interceptor) {
        return template -> template.getInterceptors().add(interceptor);
    }

    /** For applications that have a {@code WebClient}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({WebClient.class, WebClientCustomizer.class})
    static class OfWebClient {

        @Bean
        @ConditionalOnMissingBean
        NextHopFilter nextHopFilter() {
            return new NextHopFilter();
        }

        @Bean
        WebClientCustomizer nextHopWebClientCustomizer(NextHopFilter filter) {
            return builder -> builder.filter(filter);
        }
    }
}
