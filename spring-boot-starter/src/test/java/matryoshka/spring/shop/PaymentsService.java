package matryoshka.spring.shop;

import java.time.Duration;
import matryoshka.resource.ReceivedToken;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Charges, and calls the ledger. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableReactiveMethodSecurity
@Import(PaymentsService.Endpoints.class)
public class PaymentsService {

    @Bean
    WebClient webClient(WebClient.Builder builder) {
        return builder.build();
    }

    @RestController
    static class Endpoints {
        private final WebClient web;

        Endpoints(WebClient web) {
            this.web = web;
        }

        @PostMapping("/charges")
        Mono<String> charge(@AuthenticationPrincipal ReceivedToken caller) {
            caller.requireScopes("payments:charge");
            return Mono.just(
                    "charged for " + caller.subject() + " by " + caller.clientId() + " with " + caller.scopes());
        }

        @GetMapping("/web")
        Mono<String> web(@RequestParam("url") String url) {
            // Goes on with another thread.
            return Mono.delay(Duration.ofMillis(1))
                    .flatMap(ignored -> web.get().uri(url).retrieve().bodyToMono(String.class));
        }

        @PreAuthorize("hasAuthority('SCOPE_payments:admin')")
        @GetMapping("/admin")
        Mono<String> admin() {
            return Mono.just("welcome");
        }

        @GetMapping("/refunds")
        Mono<String> refunds(@AuthenticationPrincipal ReceivedToken caller) {
            return Mono.fromCallable(() -> {
                caller.requireScopes("payments:refund");
                return "refunded";
            });
        }
    }
}
