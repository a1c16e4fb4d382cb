package matryoshka.kafka;

import java.util.Map;
import java.util.Optional;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.ReceivedToken;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the token for the consumer's service into every message of the configured topics, on behalf of the {@link CurrentToken}. For
 * producers that a framework calls; others call {@link AuthorizedRecords#authorize}, which fails before anything is sent.
 *
 * <p>An interceptor cannot fail: Kafka logs what it throws and sends the message as it was. So a message for which there is no token is sent
 * without one and says why, and the consumer's service refuses it. Messages of other topics lose any token that they have.
 *
 * <p>Its settings are among those of the producer, see {@link InterceptorSettings}.
 */
public final class TokenProducerInterceptor<K, V> implements ProducerInterceptor<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(TokenProducerInterceptor.class);
    private static final String NOTHING_RECEIVED = "NOTHING_RECEIVED";
    private static final String FAILED = "FAILED";

    private AuthorizedRecords records = new AuthorizedRecords(Map.of());

    /** @throws org.apache.kafka.common.config.ConfigException if a setting is malformed; the producer is not made then */
    @Override
    public void configure(Map<String, ?> settings) {
        records = InterceptorSettings.read(settings);
    }

    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> message) {
        if (!records.concerns(message.topic())) {
            return AuthorizedRecords.withoutTokens(message);
        }
        Optional<ReceivedToken> received = CurrentToken.get();
        if (received.isEmpty()) {
            LOG.warn("A message to '{}' has no token: this thread works for no received token.", message.topic());
            return without(message, NOTHING_RECEIVED);
        }
        return authorized(message, received.get());
    }

    private ProducerRecord<K, V> authorized(ProducerRecord<K, V> message, ReceivedToken received) {
        try {
            return records.authorize(message, received);
        } catch (NoTokenException missing) {
            LOG.warn("A message to '{}' has no token: {}", message.topic(), missing.getMessage());
            return without(message, missing.reason().name());
        } catch (RuntimeException failed) {
            // Kafka would send the message as it was, perhaps with a token for this service.
            LOG.error("A message to '{}' has no token.", message.topic(), failed);
            return without(message, FAILED);
        }
    }

    private static <K, V> ProducerRecord<K, V> without(ProducerRecord<K, V> message, String reason) {
        return AuthorizedRecords.with(message, MessageHeaders.NO_TOKEN, reason);
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

    @Override
    public void close() {}
}
