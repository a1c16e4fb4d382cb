package matryoshka.kafka;

import static matryoshka.kafka.Parcels.TOPIC;
import static matryoshka.kafka.Parcels.header;
import static matryoshka.kafka.Parcels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import matryoshka.kafka.testing.Broker;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.TokenRequest;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker. */
class MessagesOverKafkaTest {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RETRIED = "retried";
    private static final Parcels PARCELS = new Parcels();

    @TempDir
    static Path folder;

    private static Broker broker;
    private static KafkaProducer<String, String> plain;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder);
        plain = producer(Map.of());
    }

    @AfterAll
    static void stop() {
        plain.close();
        broker.close();
        PARCELS.close();
    }

    @Test
    void the_consumer_handles_what_was_sent_with_a_token_and_nothing_else() throws Exception {
        plain.send(PARCELS.authorized("expired")).get();
        PARCELS.clock.advance(Duration.ofMinutes(6));
        ProducerRecord<String, String> stolen = new ProducerRecord<>(TOPIC, "key", "without");
        plain.send(stolen).get();
        plain.send(PARCELS.authorized("good")).get();
        List<String> handled = new ArrayList<>();

        try (KafkaConsumer<String, String> consumer = consumer("shipping", TOPIC)) {
            TokenCheckingConsumer<String, String> messages = checked(consumer);
            until(
                    () -> handled.size() == 1,
                    () -> messages.poll(STEP, (message, token) -> {
                        assertThat(token.scopes()).containsExactly("shipping:book");
                        assertThat(token.tokenFor("orders").scopes()).containsExactly("orders:read");
                        handled.add(message.value());
                    }));
        }

        assertThat(handled).containsExactly("good");
        List<ConsumerRecord<String, String>> dead = read(DeadLetterTopic.of(TOPIC), 2);
        assertThat(dead).extracting(ConsumerRecord::value).containsExactly("expired", "without");
        assertThat(text(dead.get(0).headers()))
                .contains("matryoshka-error: invalid_token\n", "matryoshka-topic: parcels\n", "matryoshka-offset: 0\n")
                .contains("matryoshka-error-description: The token has expired")
                .doesNotContain("eyJ");
        assertThat(header(dead.get(1).headers(), MessageHeaders.ERROR)).containsExactly("no_token");
        assertThat(dead.get(1).key()).isEqualTo("key");
    }

    @Test
    void the_interceptor_authorizes_what_a_producer_sends() throws Exception {
        ReceivedToken received = PARCELS.received();
        try (KafkaProducer<String, String> producer = producer(Map.of(
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                TokenProducerInterceptor.class.getName(),
                InterceptorSettings.TOPICS,
                "intercepted=shipping"))) {
            CurrentToken.<Exception>during(
                    received,
                    () -> producer.send(new ProducerRecord<>("intercepted", "a"))
                            .get());
            producer.send(new ProducerRecord<>("intercepted", "b")).get();
        }

        List<ConsumerRecord<String, String>> sent = read("intercepted", 2);
        assertThat(header(sent.get(0).headers(), MessageHeaders.TOKEN))
                .containsExactly(received.tokenFor("shipping").value());
        assertThat(text(sent.get(1).headers())).isEqualTo("matryoshka-no-token: NOTHING_RECEIVED\n");
    }

    @Test
    void a_message_whose_handler_fails_comes_again_also_to_another_consumer() throws Exception {
        AuthorizedRecords retried = new AuthorizedRecords(Map.of(RETRIED, TokenRequest.to("shipping")));
        for (String value : List.of("a", "b")) {
            plain.send(retried.authorize(new ProducerRecord<>(RETRIED, value), PARCELS.received()))
                    .get();
        }
        Map<String, Integer> seen = new HashMap<>();

        try (KafkaConsumer<String, String> consumer = consumer("failing", RETRIED)) {
            TokenCheckingConsumer<String, String> messages = checked(consumer);
            assertThatIllegalStateException()
                    .isThrownBy(() -> until(
                            () -> false,
                            () -> messages.poll(STEP, (message, token) -> {
                                seen.merge(message.value(), 1, Integer::sum);
                                if (message.value().equals("b")) {
                                    throw new IllegalStateException("no parcel service");
                                }
                            })));
        }
        try (KafkaConsumer<String, String> consumer = consumer("failing", RETRIED)) {
            TokenCheckingConsumer<String, String> messages = checked(consumer);
            until(
                    () -> seen.getOrDefault("b", 0) == 2,
                    () -> messages.poll(STEP, (message, token) -> seen.merge(message.value(), 1, Integer::sum)));
        }

        assertThat(seen).containsEntry("a", 1).containsEntry("b", 2);
    }

    private static TokenCheckingConsumer<String, String> checked(KafkaConsumer<String, String> consumer) {
        return new TokenCheckingConsumer<>(
                consumer, new MessageVerifier<>(PARCELS.shipping, new DeadLetterTopic<>(plain)));
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int count) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer("reader-of-" + topic, topic)) {
            until(() -> all.size() >= count, () -> consumer.poll(STEP).forEach(all::add));
        }
        return all;
    }

    private static void until(BooleanSupplier done, Runnable step) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            step.run();
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(String group, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.address(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        500,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }
}
