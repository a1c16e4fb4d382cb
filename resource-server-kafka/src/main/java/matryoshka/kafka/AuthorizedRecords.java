package matryoshka.kafka;

import java.util.Map;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.TokenRequest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Puts the token for the consumer's service into the messages of each topic. Immutable. */
public final class AuthorizedRecords {
    private final Map<String, TokenRequest> requests;

    /**
     * Authorizes messages of these topics.
     *
     * @param requests by topic, the token that its consumer needs. Where messages may wait, ask for
     *     {@linkplain TokenRequest#exchangedOnly() an exchanged one}: its dependency can {@code extend} its lifetime
     */
    public AuthorizedRecords(Map<String, TokenRequest> requests) {
        this.requests = Map.copyOf(requests);
    }

    /** Returns whether messages of a topic need a token. */
    public boolean concerns(String topic) {
        return requests.containsKey(topic);
    }

    /**
     * Returns a copy of a message with the token for the service that consumes its topic, in place of any token that it has.
     *
     * @param received the token that this service received, and on whose behalf it sends the message
     * @throws NoTokenException if there is no token for that service; do not send the message then
     * @throws IllegalStateException if the token is bound to a key, so that the consumer's service would refuse it
     * @throws IllegalArgumentException if no service is configured for the topic
     */
    public <K, V> ProducerRecord<K, V> authorize(ProducerRecord<K, V> message, ReceivedToken received) {
        TokenRequest request = requests.get(message.topic());
        if (request == null) {
            throw new IllegalArgumentException("No service is configured for the topic '" + message.topic() + "'.");
        }
        NextHopToken token = received.tokenFor(request);
        if (token.needsProof()) {
            throw new IllegalStateException("The token for '" + request.callee()
                    + "' is bound to this service's key. A message cannot prove possession of it.");
        }
        return with(message, MessageHeaders.TOKEN, token.value());
    }

    /** Returns a copy without any token. */
    static <K, V> ProducerRecord<K, V> withoutTokens(ProducerRecord<K, V> message) {
        return copy(message, MessageHeaders.withoutTokens(message.headers()));
    }

    /** Returns a copy that has this header in place of any token. */
    static <K, V> ProducerRecord<K, V> with(ProducerRecord<K, V> message, String name, String value) {
        Headers headers = MessageHeaders.withoutTokens(message.headers());
        MessageHeaders.put(headers, name, value);
        return copy(message, headers);
    }

    private static <K, V> ProducerRecord<K, V> copy(ProducerRecord<K, V> message, Headers headers) {
        return new ProducerRecord<>(
                message.topic(), message.partition(), message.timestamp(), message.key(), message.value(), headers);
    }
}
