package matryoshka.kafka;

import static matryoshka.kafka.Parcels.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MessageVerifierTest {
    private final Parcels parcels = new Parcels();
    private final List<Refusal> refusals = new ArrayList<>();
    private final MessageVerifier<String, String> verifier =
            new MessageVerifier<>(parcels.shipping, (message, refusal) -> refusals.add(refusal));

    @AfterEach
    void close() {
        parcels.close();
    }

    @Test
    void a_message_shows_on_whose_behalf_it_was_sent() {
        assertThat(verifier.verify(Parcels.arrived(0, parcels.authorized("a")))).hasValueSatisfying(token -> {
            assertThat(token.clientId()).isEqualTo("orders");
            assertThat(token.scopes()).containsExactly("shipping:book");
            assertThat(token.tokenFor("orders").scopes()).containsExactly("orders:read");
        });
        assertThat(refusals).isEmpty();
    }

    @Test
    void the_same_message_is_accepted_twice() {
        ConsumerRecord<String, String> message = Parcels.arrived(0, parcels.authorized("a"));

        assertThat(verifier.verify(message)).isPresent();
        assertThat(verifier.verify(message)).isPresent();
    }

    @Test
    void a_token_that_expired_on_its_way_is_refused() {
        ConsumerRecord<String, String> message = Parcels.arrived(0, parcels.authorized("a"));
        parcels.clock.advance(Duration.ofMinutes(6));

        assertThat(verifier.verify(message)).isEmpty();
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.error()).isEqualTo("invalid_token");
            assertThat(refusal.description()).contains("expired");
        });
    }

    @Test
    void a_token_that_was_revoked_on_its_way_is_refused_and_so_is_one_whose_dependency_was_withdrawn() {
        ReceivedToken received = parcels.received();
        ProducerRecord<String, String> message = parcels.records.authorize(new ProducerRecord<>(TOPIC, "a"), received);
        parcels.issuer.status().revoke(received.jti());
        parcels.shipping.refresh();
        assertThat(verifier.verify(Parcels.arrived(0, message))).isEmpty();

        parcels.issuer.status().reset();
        parcels.issuer.status().refuse(Parcels.forShipping().planId());
        parcels.shipping.refresh();
        assertThat(verifier.verify(Parcels.arrived(1, parcels.authorized("b")))).isEmpty();

        assertThat(refusals).extracting(Refusal::error).containsExactly("invalid_token", "invalid_token");
    }

    @Test
    void messages_without_a_single_token_for_this_service_are_refused() {
        String right = parcels.issuer.mint(Parcels.forShipping());
        String other = parcels.issuer.mint(PlayedToken.of(Parcels.ORDERS, "web-shop", "orders:ship"));
        String bound = parcels.issuer.mint(
                Parcels.forShipping().boundToKey(PlayedKey.generate().thumbprint()));

        assertRefused("no_token");
        assertRefused("invalid_request", right, right);
        assertRefused("invalid_request", right, "");
        assertRefused("invalid_request", "");
        assertRefused("invalid_request", right + " " + right);
        assertRefused("invalid_request", "Bearer " + right);
        assertRefused("invalid_request", "é");
        assertRefused("invalid_token", "no-jwt");
        assertRefused("invalid_token", other);
        assertRefused("invalid_token", bound);
        assertRefused("invalid_token", right.substring(0, right.length() - 4) + "AAAA");
        assertRefused("invalid_token", "a".repeat(65_537));
    }

    @Test
    void no_log_contains_a_token() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            ProducerRecord<String, String> sent = parcels.authorized("a");
            parcels.clock.advance(Duration.ofMinutes(6));
            verifier.verify(Parcels.arrived(0, sent));
        } finally {
            root.detachAppender(log);
        }

        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain("eyJ"));
    }

    @Test
    void the_senders_reason_is_told_if_it_is_one() {
        refuse(MessageHeaders.NO_TOKEN, "NO_DEPENDENCY");
        refuse(MessageHeaders.NO_TOKEN, "hostile\ntext");

        assertThat(refusals)
                .extracting(Refusal::description)
                .containsExactly(
                        "The message has no access token. Its sender had none: NO_DEPENDENCY.",
                        "The message has no access token.");
    }

    @Test
    void nothing_is_decided_while_tokens_cannot_be_checked() {
        ConsumerRecord<String, String> message = Parcels.arrived(0, parcels.authorized("a"));
        parcels.issuer.fail(true);

        try (ResourceServer shipping = parcels.restartedShipping()) {
            MessageVerifier<String, String> restarted =
                    new MessageVerifier<>(shipping, (refused, refusal) -> refusals.add(refusal));
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> restarted.verify(message))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
        }
        assertThat(refusals).isEmpty();
    }

    private void assertRefused(String error, String... tokens) {
        refusals.clear();
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "a");
        for (String token : tokens) {
            message.headers().add(MessageHeaders.TOKEN, token.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(verifier.verify(Parcels.arrived(0, message))).isEmpty();
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.error()).as(refusal.description()).isEqualTo(error);
            for (String token : tokens) {
                if (!token.isEmpty()) {
                    assertThat(refusal.description()).doesNotContain(token);
                }
            }
        });
    }

    private void refuse(String header, String value) {
        ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "a");
        message.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Parcels.arrived(0, message))).isEmpty();
    }
}
