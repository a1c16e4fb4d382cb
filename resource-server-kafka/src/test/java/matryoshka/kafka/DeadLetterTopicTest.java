package matryoshka.kafka;

import static matryoshka.kafka.Parcels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {
    private static final Refusal REFUSAL = new Refusal("invalid_token", "The token has expired.");

    private final StringSerializer serializer = new StringSerializer();

    @Test
    void a_dead_letter_has_everything_but_what_may_be_a_token() {
        MockProducer<String, String> producer = new MockProducer<>(true, null, serializer, serializer);
        ConsumerRecord<String, String> message = new ConsumerRecord<>("parcels", 3, 42, "key", "value");
        for (String name : new String[] {
            MessageHeaders.TOKEN, "Matryoshka-Token", MessageHeaders.NO_TOKEN, "Authorization", "DPoP", "trace"
        }) {
            message.headers().add(name, "secret".getBytes(StandardCharsets.US_ASCII));
        }

        new DeadLetterTopic<>(producer).handle(message, REFUSAL);

        assertThat(producer.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("parcels.dead-letter");
            assertThat(letter.key()).isEqualTo("key");
            assertThat(letter.value()).isEqualTo("value");
            assertThat(letter.partition()).isNull();
            assertThat(text(letter.headers())).isEqualTo("""
                            trace: secret
                            matryoshka-error: invalid_token
                            matryoshka-error-description: The token has expired.
                            matryoshka-topic: parcels
                            matryoshka-partition: 3
                            matryoshka-offset: 42
                            """);
        });
    }

    @Test
    void a_dead_letter_that_is_not_stored_is_a_failure() {
        MockProducer<String, String> failing = new MockProducer<>(true, null, serializer, serializer);
        failing.sendException = new RecordTooLargeException("too large");
        MockProducer<String, String> slow = new MockProducer<>(false, null, serializer, serializer);
        ConsumerRecord<String, String> message = new ConsumerRecord<>("parcels", 0, 0, "key", "value");

        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> new DeadLetterTopic<>(failing).handle(message, REFUSAL));
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> new DeadLetterTopic<>(slow, Duration.ofMillis(1)).handle(message, REFUSAL))
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void a_dead_letter_does_not_die_again() {
        MockProducer<String, String> producer = new MockProducer<>(true, null, serializer, serializer);
        ConsumerRecord<String, String> message = new ConsumerRecord<>("parcels.dead-letter", 0, 0, "key", "value");

        assertThatIllegalArgumentException().isThrownBy(() -> new DeadLetterTopic<>(producer).handle(message, REFUSAL));
        assertThat(producer.history()).isEmpty();
    }
}
