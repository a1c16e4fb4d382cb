package matryoshka.example.shop;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Rates how likely a customer is to pay. With Spring Boot. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodSecurity
public class Credit {
    @RestController
    static class Endpoints {
        private final RestClient rest;
        private final Town town;

        Endpoints(RestClient.Builder rest, Town town) {
            this.rest = rest.build();
            this.town = town;
        }

        @PostMapping("/ratings")
        @PreAuthorize("hasAuthority('SCOPE_credit:rate')")
        String rate() {
            rest.post().uri(town.uri("geo", "/locations")).retrieve().toBodilessEntity();
            return "rated";
        }
    }
}
