package matryoshka.example.shop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.kafka.DeadLetterTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What shipping has refused. */
final class DeadLetters {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeadLetters() {}

    /** Returns the first ones with all their headers. */
    static String read(Town town) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", town.broker(), "group.id", "operators", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(DeadLetterTopic.of(Town.PARCELS)));
            StringBuilder text = new StringBuilder();
            for (long end = System.nanoTime() + PATIENCE.toNanos(); text.isEmpty() && System.nanoTime() < end; ) {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> describe(text, letter));
            }
            return text.toString();
        }
    }

    private static void describe(StringBuilder text, ConsumerRecord<String, String> letter) {
        text.append("%s: order %s%n".formatted(letter.topic(), letter.value()));
        letter.headers()
                .forEach(header -> text.append(
                        "  %s: %s%n".formatted(header.key(), new String(header.value(), StandardCharsets.UTF_8))));
    }
}
