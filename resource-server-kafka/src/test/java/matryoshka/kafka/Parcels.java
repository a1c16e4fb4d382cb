package matryoshka.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;
import matryoshka.resource.TokenRequest;
import matryoshka.resource.testing.PlayedClock;
import matryoshka.resource.testing.PlayedEgress;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The service orders sends messages to shipping over the topic {@code parcels}. */
final class Parcels implements AutoCloseable {
    static final String TOPIC = "parcels";
    static final String ORDERS = "https://orders.shop.example";
    static final String SHIPPING = "https://shipping.example";

    final PlayedClock clock = new PlayedClock();
    final PlayedIssuer issuer = started(clock);
    final ResourceServer orders = service("orders", ORDERS);
    final ResourceServer shipping = service("shipping", SHIPPING);
    final AuthorizedRecords records = new AuthorizedRecords(Map.of(TOPIC, TokenRequest.to("shipping")));

    private static PlayedIssuer started(PlayedClock clock) {
        PlayedIssuer issuer = PlayedIssuer.start(clock);
        issuer.exchange().client("orders", "secret-of-orders").client("shipping", "secret-of-shipping");
        issuer.egress("orders", PlayedEgress.Entry.embedded("shipping", SHIPPING));
        issuer.egress("shipping", PlayedEgress.Entry.embedded("orders", ORDERS));
        return issuer;
    }

    /** Starts another instance of shipping, which knows no keys yet. */
    ResourceServer restartedShipping() {
        return service("shipping", SHIPPING);
    }

    private ResourceServer service(String name, String audience) {
        return settings(name, audience).build();
    }

    ResourceServerBuilder settings(String name, String audience) {
        return ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(audience)
                .credentials(ClientCredentials.secret(name, "secret-of-" + name))
                .callee("shipping", SHIPPING)
                .callee("orders", ORDERS)
                .clock(clock);
    }

    /** What shipping receives from orders; it can call back. */
    static PlayedToken forShipping() {
        return PlayedToken.of(SHIPPING, "orders", "shipping:book")
                .embedding(PlayedToken.of(ORDERS, "shipping", "orders:read"));
    }

    /** Returns what orders received, with a token for shipping in it. */
    ReceivedToken received() {
        return receivedByOrders(
                PlayedToken.of(ORDERS, "web-shop", "orders:ship").embedding(forShipping()));
    }

    ReceivedToken receivedByOrders(PlayedToken token) {
        return orders.verify(PresentedToken.ofBearer(issuer.mint(token)));
    }

    /** Returns a message with the token for shipping. */
    ProducerRecord<String, String> authorized(String value) {
        return records.authorize(new ProducerRecord<>(TOPIC, value), received());
    }

    /** Returns a message as it arrives. */
    static ConsumerRecord<String, String> arrived(long offset, ProducerRecord<String, String> sent) {
        ConsumerRecord<String, String> arrived =
                new ConsumerRecord<>(sent.topic(), 0, offset, sent.key(), sent.value());
        sent.headers().forEach(arrived.headers()::add);
        return arrived;
    }

    static List<String> header(Headers headers, String name) {
        return MessageHeaders.values(headers, name);
    }

    /** Returns all that the headers say. */
    static String text(Headers headers) {
        StringBuilder text = new StringBuilder();
        for (Header header : headers) {
            text.append(header.key())
                    .append(": ")
                    .append(new String(header.value(), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        orders.close();
        shipping.close();
        issuer.close();
    }
}
