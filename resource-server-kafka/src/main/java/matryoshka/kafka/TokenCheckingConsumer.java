package matryoshka.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a consumer and verifies the token of each message just before it is handled. Refused messages go to the dead letters. Commits what
 * has been handled or refused, so each message is delivered at least once. Like a consumer, for one thread at a time.
 */
public final class TokenCheckingConsumer<K, V> {
    private final Consumer<K, V> consumer;
    private final MessageVerifier<K, V> verifier;

    /** @param consumer is in a group, and subscribed; it is not closed here. Set its {@code enable.auto.commit} to {@code false} */
    public TokenCheckingConsumer(Consumer<K, V> consumer, MessageVerifier<K, V> verifier) {
        this.consumer = consumer;
        this.verifier = verifier;
    }

    /**
     * Polls once, and handles what arrived. Meanwhile each message's token is the {@link CurrentToken} of this thread.
     *
     * <p>If a message fails, those before it are committed, and the next poll delivers it and all after it again. Messages fail when the
     * handler throws, the dead letter cannot be stored, or the token cannot be checked now. Wait before you poll again then.
     *
     * @return how many messages were handled or refused
     * @throws RefusedException with status 503 if a token cannot be checked now
     * @throws E from the handler
     */
    public <E extends Exception> int poll(Duration timeout, MessageHandler<K, V, E> handler) throws E {
        ConsumerRecords<K, V> messages = consumer.poll(timeout);
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        try {
            for (ConsumerRecord<K, V> message : messages) {
                handle(message, handler);
                done.put(partition(message), new OffsetAndMetadata(message.offset() + 1, message.leaderEpoch(), ""));
            }
        } catch (Throwable failure) {
            try {
                rewind(messages, done);
                commit(done);
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        commit(done);
        return messages.count();
    }

    private <E extends Exception> void handle(ConsumerRecord<K, V> message, MessageHandler<K, V, E> handler) throws E {
        Optional<ReceivedToken> verified = verifier.verify(message);
        if (verified.isEmpty()) {
            return;
        }
        ReceivedToken token = verified.get();
        try {
            CurrentToken.<E>during(token, () -> handler.handle(message, token));
        } catch (RefusedException refusal) {
            verifier.refuse(message, refusal);
        } catch (NoTokenException missing) {
            verifier.refuse(message, missing);
        }
    }

    /** Lets the next poll deliver again what is not done. */
    private void rewind(ConsumerRecords<K, V> messages, Map<TopicPartition, OffsetAndMetadata> done) {
        for (TopicPartition partition : messages.partitions()) {
            OffsetAndMetadata next = done.get(partition);
            consumer.seek(
                    partition, next == null ? messages.records(partition).get(0).offset() : next.offset());
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
        if (!done.isEmpty()) {
            consumer.commitSync(done);
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> message) {
        return new TopicPartition(message.topic(), message.partition());
    }
}
