package matryoshka.example.shop;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import matryoshka.kafka.AuthorizedRecords;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.TokenRequest;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * Places and tracks orders. With Spring Boot: the starter verifies tokens, and the client of Spring Boot's builder presents the right one to
 * each service. Tells shipping over Kafka to fetch a parcel.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodSecurity
public class Orders {
    @RestController
    static class Endpoints {
        private final RestClient rest;
        private final Producer<String, String> parcels;
        private final Town town;
        private final AuthorizedRecords records =
                new AuthorizedRecords(Map.of(Town.PARCELS, TokenRequest.to("shipping")));

        Endpoints(RestClient.Builder rest, Producer<String, String> parcels, Town town) {
            this.rest = rest.build();
            this.parcels = parcels;
            this.town = town;
        }

        @PostMapping("/orders")
        @PreAuthorize("hasAuthority('SCOPE_orders:place')")
        String place() {
            Map<String, String> answers = new TreeMap<>();
            answers.put("stock", call("stock", "/reservations"));
            answers.put("identity", call("identity", "/verifications"));
            answers.put("credit", call("credit", "/ratings"));
            answers.put("bank", call("bank", "/loans"));
            return answers.toString();
        }

        private String call(String service, String path) {
            return String.valueOf(
                    rest.post().uri(town.uri(service, path)).retrieve().body(String.class));
        }

        @GetMapping("/orders/17")
        @PreAuthorize("hasAuthority('SCOPE_orders:read')")
        String read() {
            return "an order";
        }

        @PostMapping("/parcels")
        @PreAuthorize("hasAuthority('SCOPE_orders:ship')")
        String ship(@AuthenticationPrincipal ReceivedToken caller) throws ExecutionException, InterruptedException {
            parcels.send(records.authorize(new ProducerRecord<>(Town.PARCELS, "17"), caller))
                    .get();
            return "the parcel will be fetched";
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.FORBIDDEN)
        String refuse(NoTokenException missing) {
            return String.valueOf(missing.getMessage());
        }
    }
}
