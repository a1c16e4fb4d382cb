package matryoshka.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the messages that are refused. */
@FunctionalInterface
public interface DeadLetterHandler<K, V> {
    /**
     * Takes one message, and returns only when it is safe: the consumer then never sees it again. If this throws, the message is delivered
     * again.
     *
     * @param message as it arrived: still with its token, which must not be logged or passed on
     */
    void handle(ConsumerRecord<K, V> message, Refusal refusal);
}
