package matryoshka.kafka;

import java.time.Duration;
import java.util.Map;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.TokenRequest;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The examples of the documentation, see {@link DocumentedExamplesTest}. */
final class DocumentedExamples {
    private DocumentedExamples() {}

    static void send(Producer<String, String> producer, ReceivedToken received, String order) throws Exception {
        AuthorizedRecords records = new AuthorizedRecords(
                Map.of("orders-placed", TokenRequest.to("shipping").exchangedOnly()));
        producer.send(records.authorize(new ProducerRecord<>("orders-placed", order), received))
                .get();
    }

    static void intercept(Map<String, Object> settings, Producer<String, String> producer, ReceivedToken received)
            throws Exception {
        ProducerRecord<String, String> message = new ProducerRecord<>("orders-placed", "17");
        settings.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, TokenProducerInterceptor.class.getName());
        settings.put(InterceptorSettings.TOPICS, "orders-placed=shipping");
        settings.put(InterceptorSettings.EXCHANGED_TOPICS, "orders-placed");

        CurrentToken.during(received, () -> producer.send(message).get());
    }

    static void receive(
            Consumer<String, String> consumer, ResourceServer server, Producer<String, String> deadLetters) {
        MessageVerifier<String, String> verifier = new MessageVerifier<>(server, new DeadLetterTopic<>(deadLetters));
        TokenCheckingConsumer<String, String> messages = new TokenCheckingConsumer<>(consumer, verifier);
        messages.poll(Duration.ofSeconds(1), (message, token) -> {
            token.requireScopes("shipping:book");
            book(message.value(), token);
        });
    }

    /** What a service does with a message. */
    private static void book(String order, ReceivedToken token) {
        token.tokenFor(order);
    }
}
