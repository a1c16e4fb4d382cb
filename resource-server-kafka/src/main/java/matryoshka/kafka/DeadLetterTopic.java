package matryoshka.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;

/**
 * Sends refused messages to the topic {@code <topic>.dead-letter}: key, value, timestamp and headers as they were, without any token, and
 * with the reason in the headers {@code matryoshka-error} and {@code matryoshka-error-description}, and where it was in
 * {@code matryoshka-topic}, {@code matryoshka-partition} and {@code matryoshka-offset}. Waits until the broker has stored each. Thread-safe.
 */
public final class DeadLetterTopic<K, V> implements DeadLetterHandler<K, V> {
    private static final String SUFFIX = ".dead-letter";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Producer<K, V> producer;
    private final Duration timeout;

    /** Sends by a producer, which is not closed here, and waits up to 30 s for the broker. */
    public DeadLetterTopic(Producer<K, V> producer) {
        this(producer, DEFAULT_TIMEOUT);
    }

    /** @param timeout for how long to wait until the broker has stored a dead letter; keep it below {@code max.poll.interval.ms} */
    public DeadLetterTopic(Producer<K, V> producer, Duration timeout) {
        this.producer = producer;
        this.timeout = timeout;
    }

    /** Returns the topic for the dead letters of a topic. */
    public static String of(String topic) {
        return topic + SUFFIX;
    }

    /**
     * Sends a message to the dead letters of its topic.
     *
     * @throws KafkaException if it could not be stored
     * @throws IllegalArgumentException if the message is a dead letter itself: it would only go round
     */
    @Override
    public void handle(ConsumerRecord<K, V> message, Refusal refusal) {
        if (message.topic().endsWith(SUFFIX)) {
            throw new IllegalArgumentException("Dead letters have no token. Consume '" + message.topic()
                    + "' without a check of tokens, or handle its refused messages otherwise.");
        }
        try {
            producer.send(letter(message, refusal)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new KafkaException("A dead letter could not be stored.", failed.getCause());
        } catch (TimeoutException slow) {
            throw new KafkaException("A dead letter was not stored in time.", slow);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static <K, V> ProducerRecord<K, V> letter(ConsumerRecord<K, V> message, Refusal refusal) {
        Headers headers = MessageHeaders.withoutSecrets(message.headers());
        MessageHeaders.put(headers, MessageHeaders.ERROR, refusal.error());
        MessageHeaders.put(headers, MessageHeaders.ERROR_DESCRIPTION, refusal.description());
        MessageHeaders.put(headers, MessageHeaders.TOPIC, message.topic());
        MessageHeaders.put(headers, MessageHeaders.PARTITION, Integer.toString(message.partition()));
        MessageHeaders.put(headers, MessageHeaders.OFFSET, Long.toString(message.offset()));
        Long timestamp = message.timestamp() < 0 ? null : message.timestamp();
        return new ProducerRecord<>(of(message.topic()), null, timestamp, message.key(), message.value(), headers);
    }
}
