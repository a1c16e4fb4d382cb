package matryoshka.spring.shop;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.spring.ReceivedTokens;
import matryoshka.spring.ResourceServerCustomizer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** Accepts orders, and calls payments for each. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodSecurity
@Import(OrdersService.Endpoints.class)
@ImportHttpServices(OrdersService.Ledger.class)
public class OrdersService {
    /** The key that tokens of this service are bound to. */
    public static final PlayedKey KEY = PlayedKey.generate();

    @Bean
    ResourceServerCustomizer key() {
        return builder -> builder.proofKey(KEY.jwk());
    }

    @Bean
    RestTemplate restTemplate(RestTemplateBuilder builder) {
        return builder.build();
    }

    @Bean
    RestClient restClient(RestClient.Builder builder) {
        return builder.build();
    }

    @Bean
    WebClient webClient(WebClient.Builder builder) {
        return builder.build();
    }

    /** The ledger, as Spring's HTTP service clients see it. */
    @HttpExchange
    interface Ledger {
        @GetExchange
        String entries(URI url);
    }

    @RestController
    static class Endpoints {
        private final RestClient rest;
        private final WebClient web;
        private final RestTemplate template;
        private final Ledger ledger;

        Endpoints(RestClient rest, WebClient web, RestTemplate template, Ledger ledger) {
            this.rest = rest;
            this.web = web;
            this.template = template;
            this.ledger = ledger;
        }

        @PostMapping("/orders")
        @PreAuthorize("hasAuthority('SCOPE_orders:place')")
        String place(@AuthenticationPrincipal ReceivedToken caller, @RequestParam("payments") String payments) {
            return caller.subject() + "'s order: "
                    + rest.post().uri(payments).retrieve().body(String.class);
        }

        @GetMapping("/me")
        List<String> me(Authentication authentication) {
            return authentication.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .sorted()
                    .toList();
        }

        @GetMapping("/rest")
        String rest(@RequestParam("url") String url) {
            return String.valueOf(rest.get()
                    .uri(url)
                    .header("Authorization", "left as it is")
                    .retrieve()
                    .body(String.class));
        }

        @GetMapping("/web")
        String web(@RequestParam("url") String url) {
            return String.valueOf(
                    web.get().uri(url).retrieve().bodyToMono(String.class).block());
        }

        @GetMapping("/template")
        String template(@RequestParam("url") String url) {
            return String.valueOf(template.getForObject(url, String.class));
        }

        @GetMapping("/interface")
        String httpInterface(@RequestParam("url") String url) {
            return ledger.entries(URI.create(url));
        }

        @GetMapping("/other-thread")
        String otherThread(@RequestParam("url") String url) {
            return CompletableFuture.supplyAsync(() -> rest(url)).join();
        }

        @GetMapping("/other-thread-with-attribute")
        String otherThreadWithAttribute(
                @RequestParam("url") String url, @AuthenticationPrincipal ReceivedToken caller) {
            return CompletableFuture.supplyAsync(() -> String.valueOf(rest.get()
                            .uri(url)
                            .attribute(ReceivedTokens.ATTRIBUTE, caller)
                            .retrieve()
                            .body(String.class)))
                    .join();
        }

        @GetMapping("/callable")
        Callable<String> callable(@RequestParam("url") String url) {
            return () -> rest(url);
        }

        @GetMapping("/refunds")
        String refunds(@AuthenticationPrincipal ReceivedToken caller) {
            caller.requireScopes("orders:refund");
            return "refunded";
        }

        @PreAuthorize("hasAuthority('SCOPE_orders:admin')")
        @GetMapping("/admin")
        String admin() {
            return "welcome";
        }

        @PreAuthorize("denyAll()")
        @GetMapping("/nobody")
        String nobody() {
            return "welcome";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
