package matryoshka.example.shop;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import matryoshka.kafka.DeadLetterTopic;
import matryoshka.kafka.MessageVerifier;
import matryoshka.kafka.TokenCheckingConsumer;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.http.AuthorizedRequests;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Brings parcels to people. Has no HTTP server: it consumes messages over Kafka, and calls orders back for each. */
final class Shipping implements AutoCloseable {
    private final Town town;
    private final AuthorizedRequests http = new AuthorizedRequests(HttpClient.newHttpClient());
    private final CompletableFuture<Void> work;
    private volatile boolean closing;

    Shipping(Place place) {
        this.town = place.town();
        this.work = CompletableFuture.runAsync(() -> consume(place.resourceServer()));
    }

    private void consume(ResourceServer server) {
        try (server;
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                town.broker(),
                                "group.id",
                                "shipping",
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "earliest",
                                "metadata.max.age.ms",
                                1000),
                        new StringDeserializer(),
                        new StringDeserializer());
                KafkaProducer<String, String> deadLetters = new KafkaProducer<>(
                        Map.of("bootstrap.servers", town.broker()), new StringSerializer(), new StringSerializer())) {
            consumer.subscribe(List.of(Town.PARCELS));
            TokenCheckingConsumer<String, String> messages = new TokenCheckingConsumer<>(
                    consumer, new MessageVerifier<>(server, new DeadLetterTopic<>(deadLetters)));
            while (!closing) {
                messages.poll(Duration.ofMillis(100), (message, token) -> {
                    token.requireScopes("shipping:book");
                    book(message.value(), token);
                });
            }
        } catch (Exception failed) {
            // A real service would wait and poll again; here the story ends.
            throw new IllegalStateException("Shipping has stopped.", failed);
        }
    }

    private void book(String order, ReceivedToken token) throws Exception {
        HttpRequest read =
                HttpRequest.newBuilder(town.uri("orders", "/orders/" + order)).build();
        http.send(read, token, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        closing = true;
        work.join();
    }
}
