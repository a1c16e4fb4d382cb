package matryoshka.spring;

import static matryoshka.spring.RunningShop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import java.net.http.HttpResponse;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Applications that have a security filter chain of their own. */
@ExtendWith(Running.class)
class OwnRulesTest {
    private static final String REPORTS = "https://reports.shop.example";

    private final RunningShop shop;

    OwnRulesTest(RunningShop shop) {
        this.shop = shop;
    }

    /** The two kinds of application. */
    enum Kind {
        SERVLET(WebApplicationType.SERVLET, OwnChain.class, "scope=\"reports:read\""),
        /** Here Spring Security does not say what was needed. */
        REACTIVE(WebApplicationType.REACTIVE, OwnWebChain.class, "than the token has.\"");

        private final WebApplicationType type;
        private final Class<?> application;
        private final String hint;

        Kind(WebApplicationType type, Class<?> application, String hint) {
            this.hint = hint;
            this.type = type;
            this.application = application;
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_application_may_have_rules_of_its_own(Kind kind) {
        ConfigurableApplicationContext reports = shop.start(kind.application, kind.type, "reports", REPORTS);
        String weak = shop.issuer.mint(PlayedToken.of(REPORTS, "web-shop", "reports:write"));
        String strong = shop.issuer.mint(PlayedToken.of(REPORTS, "web-shop", "reports:read"));

        assertThat(shop.send("GET", at(reports).resolve("/open")).body()).isEqualTo("open");
        assertThat(shop.send("GET", at(reports).resolve("/reports")).statusCode())
                .isEqualTo(401);
        assertThat(shop.get(reports, "/reports", strong).body()).isEqualTo("report");
        assertThat(shop.get(reports, "/open", "not.a.token").statusCode()).isEqualTo(401);
        HttpResponse<String> lacking = shop.get(reports, "/reports", weak);
        assertThat(lacking.statusCode()).isEqualTo(403);
        assertThat(lacking.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer error=\"insufficient_scope\"")
                .endsWith(kind.hint);
        assertThat(shop.send("POST", at(reports).resolve("/reports"), "Authorization", "Bearer " + strong)
                        .body())
                .isEqualTo("written");
    }

    @RestController
    static class Endpoints {
        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/reports")
        String read() {
            return "report";
        }

        @PostMapping("/reports")
        String write() {
            return "written";
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Endpoints.class)
    static class OwnChain {
        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open")
                            .permitAll()
                            .anyRequest()
                            .hasAuthority("SCOPE_reports:read"))
                    .with(new ResourceServerConfigurer(), withDefaults())
                    .build();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Endpoints.class)
    static class OwnWebChain {
        @Bean
        SecurityWebFilterChain rules(ServerHttpSecurity http, ResourceServer server) {
            return ReactiveResourceServer.acceptTokens(http, server)
                    .authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/open")
                            .permitAll()
                            .anyExchange()
                            .hasAuthority("SCOPE_reports:read"))
                    .build();
        }
    }
}
