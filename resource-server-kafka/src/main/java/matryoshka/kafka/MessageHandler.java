package matryoshka.kafka;

import matryoshka.resource.ReceivedToken;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Handles messages whose tokens have been verified.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface MessageHandler<K, V, E extends Exception> {
    /**
     * Handles one message. The same message may be delivered again, with the same token: after a failure, a crash or a rebalance.
     *
     * @param token says on whose behalf the message was sent, and gives the tokens for the next services
     * @throws matryoshka.resource.RefusedException to refuse the message, as {@link ReceivedToken#requireScopes} does
     */
    void handle(ConsumerRecord<K, V> message, ReceivedToken token) throws E;
}
