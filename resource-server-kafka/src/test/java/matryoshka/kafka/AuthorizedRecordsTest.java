package matryoshka.kafka;

import static matryoshka.kafka.Parcels.ORDERS;
import static matryoshka.kafka.Parcels.TOPIC;
import static matryoshka.kafka.Parcels.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.TokenRequest;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AuthorizedRecordsTest {
    private static final Parcels PARCELS = new Parcels();

    @AfterAll
    static void close() {
        PARCELS.close();
    }

    @Test
    void a_message_gets_the_token_for_the_service_that_consumes_its_topic() {
        ReceivedToken received = PARCELS.received();
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, 2, 17L, "key", "value");
        message.headers().add("trace", bytes("7"));

        ProducerRecord<String, String> authorized = PARCELS.records.authorize(message, received);

        assertThat(header(authorized.headers(), MessageHeaders.TOKEN))
                .containsExactly(received.tokenFor("shipping").value());
        assertThat(header(authorized.headers(), "trace")).containsExactly("7");
        assertThat(authorized.partition()).isEqualTo(2);
        assertThat(authorized.timestamp()).isEqualTo(17L);
        assertThat(authorized.key()).isEqualTo("key");
        assertThat(authorized.value()).isEqualTo("value");
        assertThat(message.headers().lastHeader(MessageHeaders.TOKEN)).isNull();
    }

    @Test
    void a_token_that_the_message_has_already_is_replaced() {
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "value");
        message.headers().add(MessageHeaders.TOKEN, bytes("of-somebody-else"));
        message.headers().add("Matryoshka-Token", bytes("of-somebody-else"));

        ProducerRecord<String, String> authorized = PARCELS.records.authorize(message, PARCELS.received());

        assertThat(Parcels.text(authorized.headers())).doesNotContain("of-somebody-else");
    }

    @Test
    void without_a_token_for_the_consumer_nothing_can_be_sent() {
        ReceivedToken received = PARCELS.receivedByOrders(PlayedToken.of(ORDERS, "web-shop", "orders:read"));

        assertThatExceptionOfType(NoTokenException.class)
                .isThrownBy(() -> PARCELS.records.authorize(new ProducerRecord<>(TOPIC, "value"), received));
    }

    @Test
    void a_message_of_an_unknown_topic_gets_no_token() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PARCELS.records.authorize(new ProducerRecord<>("else", "value"), PARCELS.received()))
                .withMessage("No service is configured for the topic 'else'.");
    }

    @Test
    void a_message_that_may_wait_gets_a_token_by_exchange() {
        PARCELS.issuer.exchange().offer("shipping", Parcels.forShipping());
        ReceivedToken received = PARCELS.received();
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "value");
        try {
            AuthorizedRecords waiting = new AuthorizedRecords(
                    Map.of(TOPIC, TokenRequest.to("shipping").exchangedOnly()));
            String token = token(waiting.authorize(message, received));

            assertThat(PARCELS.shipping.verify(PresentedToken.ofBearer(token)).jti())
                    .startsWith(received.jti() + '~');
            CurrentToken.during(
                    received,
                    () -> assertThat(token(interceptor(TOPIC + "=shipping", InterceptorSettings.EXCHANGED_TOPICS, TOPIC)
                                    .onSend(message)))
                            .isEqualTo(token));
        } finally {
            PARCELS.issuer.exchange().withdraw("shipping");
        }
    }

    @Test
    void a_token_that_is_bound_to_a_key_is_not_sent() {
        PlayedKey key = PlayedKey.generate();
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "value");
        try (ResourceServer orders =
                PARCELS.settings("orders", ORDERS).proofKey(key.jwk()).build()) {
            ReceivedToken received = orders.verify(
                    PresentedToken.ofBearer(PARCELS.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:ship")
                            .embedding(Parcels.forShipping().boundToKey(key.thumbprint())))));

            assertThatIllegalStateException().isThrownBy(() -> PARCELS.records.authorize(message, received));
            CurrentToken.during(
                    received,
                    () -> assertThat(Parcels.text(interceptor(TOPIC + "=shipping")
                                    .onSend(message)
                                    .headers()))
                            .isEqualTo("matryoshka-no-token: FAILED\n"));
        }
    }

    @Test
    void the_interceptor_uses_the_token_that_its_thread_works_for() {
        TokenProducerInterceptor<String, String> interceptor = interceptor(TOPIC + "=shipping");
        ReceivedToken received = PARCELS.received();

        CurrentToken.during(
                received,
                () -> assertThat(header(
                                interceptor
                                        .onSend(new ProducerRecord<>(TOPIC, "value"))
                                        .headers(),
                                MessageHeaders.TOKEN))
                        .containsExactly(received.tokenFor("shipping").value()));

        assertThat(CurrentToken.get()).isEmpty();
    }

    @Test
    void without_a_token_the_interceptor_says_why() {
        TokenProducerInterceptor<String, String> embedded = interceptor(TOPIC + " = shipping , else=billing");
        ProducerRecord<String, String> forwarded = new ProducerRecord<>(TOPIC, "value");
        forwarded.headers().add(MessageHeaders.TOKEN, bytes("of-somebody-else"));

        assertThat(Parcels.text(embedded.onSend(forwarded).headers()))
                .isEqualTo("matryoshka-no-token: NOTHING_RECEIVED\n");
        CurrentToken.during(
                PARCELS.receivedByOrders(PlayedToken.of(ORDERS, "web-shop", "orders:read")),
                () -> assertThat(Parcels.text(embedded.onSend(forwarded).headers()))
                        .isEqualTo("matryoshka-no-token: NO_DEPENDENCY\n"));
    }

    @Test
    void messages_of_other_topics_take_no_token_along() {
        ProducerRecord<String, String> forwarded = new ProducerRecord<>("else", "value");
        forwarded.headers().add(MessageHeaders.TOKEN, bytes("of-somebody-else")).add("trace", bytes("7"));

        assertThat(Parcels.text(
                        interceptor(TOPIC + "=shipping").onSend(forwarded).headers()))
                .isEqualTo("trace: 7\n");
    }

    @Test
    void malformed_settings_of_the_interceptor_are_refused() {
        for (Map<String, ?> settings : List.<Map<String, ?>>of(
                Map.of(),
                Map.of(InterceptorSettings.TOPICS, ""),
                Map.of(InterceptorSettings.TOPICS, "parcels"),
                Map.of(InterceptorSettings.TOPICS, "parcels="),
                Map.of(InterceptorSettings.TOPICS, 7),
                Map.of(InterceptorSettings.TOPICS, "a=b", InterceptorSettings.EXCHANGED_TOPICS, "c"))) {
            assertThatExceptionOfType(ConfigException.class)
                    .as(settings.toString())
                    .isThrownBy(() -> new TokenProducerInterceptor<>().configure(settings));
        }
    }

    private static TokenProducerInterceptor<String, String> interceptor(String topics) {
        return interceptor(topics, "client.id", "orders");
    }

    private static TokenProducerInterceptor<String, String> interceptor(String topics, String setting, String value) {
        TokenProducerInterceptor<String, String> interceptor = new TokenProducerInterceptor<>();
        interceptor.configure(Map.of(InterceptorSettings.TOPICS, topics, setting, value));
        return interceptor;
    }

    private static String token(ProducerRecord<String, String> message) {
        return header(message.headers(), MessageHeaders.TOKEN).get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
