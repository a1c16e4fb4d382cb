package matryoshka.kafka;

import static matryoshka.kafka.Parcels.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenCheckingConsumerTest {
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration NOW = Duration.ZERO;

    private final Parcels parcels = new Parcels();
    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final List<String> handled = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final TokenCheckingConsumer<String, String> messages = new TokenCheckingConsumer<>(
            consumer,
            new MessageVerifier<>(
                    parcels.shipping, (message, refusal) -> refused.add(message.value() + ' ' + refusal.error())));

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void close() {
        parcels.close();
    }

    @Test
    void what_was_handled_or_refused_is_committed() {
        arrive(List.of(parcels.authorized("a"), new ProducerRecord<>(TOPIC, "b"), parcels.authorized("c")));

        assertThat(poll()).isEqualTo(3);

        assertThat(handled).containsExactly("a", "c");
        assertThat(refused).containsExactly("b no_token");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void a_token_that_expires_while_its_message_waits_in_the_batch_is_refused() {
        arrive(List.of(parcels.authorized("a"), parcels.authorized("b")));

        messages.poll(NOW, (message, token) -> {
            handled.add(message.value());
            parcels.clock.advance(Duration.ofMinutes(6));
        });

        assertThat(handled).containsExactly("a");
        assertThat(refused).containsExactly("b invalid_token");
    }

    @Test
    void a_message_that_fails_is_delivered_again_with_all_after_it() {
        arrive(List.of(parcels.authorized("a"), parcels.authorized("b"), parcels.authorized("c")));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> messages.poll(NOW, (message, token) -> {
                    if (message.value().equals("b")) {
                        throw new IOException("no parcel service");
                    }
                    handled.add(message.value());
                }));
        assertThat(committed()).isEqualTo(1);
        assertThat(consumer.position(PARTITION)).isEqualTo(1);

        arriveAgain();
        assertThat(poll()).isEqualTo(2);
        assertThat(handled).containsExactly("a", "b", "c");
    }

    @Test
    void a_message_is_kept_while_its_token_cannot_be_checked() {
        arrive(List.of(parcels.authorized("a")));
        parcels.issuer.fail(true);

        try (ResourceServer shipping = parcels.restartedShipping()) {
            TokenCheckingConsumer<String, String> restarted = new TokenCheckingConsumer<>(
                    consumer, new MessageVerifier<>(shipping, (message, refusal) -> refused.add(message.value())));
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> restarted.poll(NOW, (message, token) -> handled.add(message.value())));
        }
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
        assertThat(refused).isEmpty();
    }

    @Test
    void a_message_is_kept_while_its_handler_cannot_get_a_token_from_the_issuer() {
        arrive(List.of(parcels.authorized("a")));

        assertThatExceptionOfType(NoTokenException.class)
                .isThrownBy(() -> messages.poll(NOW, (message, token) -> {
                    parcels.issuer.fail(true);
                    token.tokenFor("billing");
                }));
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(refused).isEmpty();
    }

    @Test
    void a_message_whose_dead_letter_fails_is_delivered_again() {
        TokenCheckingConsumer<String, String> failing =
                new TokenCheckingConsumer<>(consumer, new MessageVerifier<>(parcels.shipping, (message, refusal) -> {
                    throw new IllegalStateException("no broker");
                }));
        arrive(List.of(new ProducerRecord<>(TOPIC, "a")));

        assertThatIllegalStateException().isThrownBy(() -> failing.poll(NOW, (message, token) -> {}));
        assertThat(consumer.position(PARTITION)).isZero();
    }

    @Test
    void a_handler_that_needs_more_than_the_token_gives_refuses_the_message() {
        arrive(List.of(parcels.authorized("a"), parcels.authorized("b"), parcels.authorized("c")));

        messages.poll(NOW, (message, token) -> {
            switch (message.value()) {
                case "a" -> token.requireScopes("shipping:cancel");
                case "b" -> token.tokenFor("billing");
                default -> handled.add(message.value());
            }
        });

        assertThat(refused).containsExactly("a insufficient_scope", "b no_next_token");
        assertThat(handled).containsExactly("c");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void the_handler_works_for_the_token_of_its_message() {
        arrive(List.of(parcels.authorized("a")));

        messages.poll(NOW, (message, token) -> assertThat(CurrentToken.get()).containsSame(token));

        assertThat(CurrentToken.get()).isEmpty();
    }

    private int poll() {
        return messages.poll(NOW, (message, token) -> handled.add(message.value()));
    }

    private List<ProducerRecord<String, String>> sent = List.of();

    private void arrive(List<ProducerRecord<String, String>> all) {
        sent = all;
        arriveFrom(0);
    }

    /** The fake forgets what it has delivered; a broker would not. */
    private void arriveAgain() {
        arriveFrom((int) consumer.position(PARTITION));
    }

    private void arriveFrom(int offset) {
        for (int i = offset; i < sent.size(); i++) {
            consumer.addRecord(Parcels.arrived(i, sent.get(i)));
        }
    }

    private long committed() {
        OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? 0 : offset.offset();
    }
}
