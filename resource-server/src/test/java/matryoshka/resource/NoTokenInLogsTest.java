package matryoshka.resource;

import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.PAYMENTS;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedExchange;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.StaleDirection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever happens to tokens, and at whatever level is logged: no line contains a token, a part of one, a proof or a secret. */
class NoTokenInLogsTest {
    private static final String SECRET = "a-secret-that-is-never-logged";
    private static final URI URL = URI.create("https://orders.shop.example/orders");
    private static final int MIN_PART_CHARS = 20;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new ArrayList<>(List.of(SECRET));
    private final PlayedKey key = PlayedKey.generate();
    private final Shop shop = new Shop();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.setLevel(Level.OFF);
        root.detachAppender(log);
        shop.close();
    }

    @Test
    void no_token_is_logged_nor_in_what_services_log() {
        try (ResourceServer orders = shop.orders()
                .credentials(ClientCredentials.secret("orders", SECRET))
                .status(StatusPolicy.DEFAULT.withStale(StatusPolicy.Stale.RENEW))
                .audit(event -> lines.add(event.toString()))
                .build()) {
            steal(orders);
            proveAndReplay(orders);
            exchange(orders);
            loseTheIssuer(orders);
        }

        log.list.forEach(event -> lines.add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()))));
        assertThat(lines).anyMatch(line -> line.startsWith("Cannot fetch "));
        assertThat(lines).anyMatch(line -> line.startsWith("Refused["));
        List<String> parts = secrets.stream()
                .flatMap(secret -> Stream.of(secret.split("\\.", -1)))
                .filter(part -> part.length() > MIN_PART_CHARS)
                .toList();
        assertThat(parts).hasSizeGreaterThan(30);
        assertThat(lines).allSatisfy(line -> assertThat(parts).noneMatch(line::contains));
    }

    private void steal(ResourceServer orders) {
        String token = secret(shop.issuer.mint(Shop.order(), "alice"));
        ReceivedToken received = present(orders, token);
        lines.add(received.toString());
        NextHopToken next = received.tokenFor("payments");
        lines.add(next.toString());
        refuse(orders, next.value());
        refuse(orders, token + "A");
        refuse(orders, token.substring(0, token.lastIndexOf('.')));
        refuse(orders, token + ' ' + token);
        refuse(orders, token.repeat(100));
        String shortLived = shop.issuer.mint(PlayedToken.of(ORDERS, "web-shop").withLifetime(Duration.ofSeconds(1)));
        shop.clock.advance(Duration.ofMinutes(1));
        refuse(orders, shortLived);
        refuse(
                orders,
                shop.issuer.forger().signUntyped(Map.of("iss", shop.issuer.uri().toString(), "aud", ORDERS)));
        try (PlayedIssuer other = PlayedIssuer.start(shop.clock)) {
            refuse(orders, other.mint(Shop.order()));
        }
        ReceivedToken bomb = present(orders, secret(shop.issuer.forger().bomb(ORDERS)));
        lines.add(missing(() -> bomb.tokenFor("payments")).toString());
        lines.add(missing(() -> received.tokenFor(URI.create("https://evil.example/?token=" + token)))
                .toString());
    }

    private void proveAndReplay(ResourceServer orders) {
        String token = secret(shop.issuer.mint(Shop.order().boundToKey(key.thumbprint())));
        String proof = secret(key.proof("GET", URL.toString(), token, shop.clock.instant()));
        PresentedToken presented =
                PresentedToken.ofAuthorization(List.of("DPoP " + token)).withProofs(List.of(proof), "GET", URL);
        lines.add(presented.toString());
        lines.add(orders.verify(presented).toString());
        lines.add(refusal(() -> orders.verify(presented)).toString());
        refuse(orders, token);
        lines.add(refusal(() -> orders.verify(presented.withProofs(List.of(proof, token), "GET", URL)))
                .toString());
    }

    private void exchange(ResourceServer orders) {
        shop.issuer
                .exchange()
                .client("orders", SECRET)
                .offer("ledger", PlayedToken.of(Shop.LEDGER, "orders", "ledger:write"))
                .offer("", PlayedToken.of(ORDERS, "orders", "orders:place"));
        ReceivedToken received = present(orders, secret(shop.issuer.mint(Shop.order())));
        NextHopToken token = received.tokenFor("ledger");
        lines.add(token.toString());
        refuse(orders, token.value());
        lines.add(missing(() -> received.tokenFor("nobody")).toString());
        String wrong = secret(shop.issuer.mint(PlayedToken.of(PAYMENTS, "orders", "payments:charge")));
        for (Answer answer : List.of(
                Answer.json(200, "{\"access_token\":\"" + wrong + "x\"}"),
                Answer.json(200, "{\"access_token\":\"" + wrong + "\"}"),
                Answer.json(200, "{\"access_token\":[\"" + wrong),
                PlayedExchange.error(400, "invalid_request"),
                PlayedExchange.error(429, "slow_down"))) {
            shop.issuer.exchange().refuse(form -> Optional.of(answer));
            ReceivedToken again = present(orders, secret(shop.issuer.mint(Shop.order())));
            lines.add(missing(() -> again.tokenFor("ledger")).toString());
        }
        shop.issuer.exchange().refuse(form -> Optional.empty());
        PlayedToken stale = Shop.order().withPlan("stale");
        shop.issuer.status().stale("stale", StaleDirection.EXCESS);
        orders.refresh();
        lines.add(present(orders, secret(shop.issuer.mint(stale))).toString());
        shop.issuer.exchange().forms().forEach(form -> secret(Objects.requireNonNull(form.get("subject_token"))));
    }

    private void loseTheIssuer(ResourceServer orders) {
        shop.issuer.fail(true);
        orders.refresh();
        ReceivedToken received = present(orders, secret(shop.issuer.mint(Shop.order())));
        for (int i = 0; i < 30; i++) {
            lines.add(missing(() -> received.tokenFor("ledger")).toString());
        }
    }

    private static ReceivedToken present(ResourceServer server, String token) {
        return server.verify(PresentedToken.ofBearer(token));
    }

    private void refuse(ResourceServer server, String token) {
        RefusedException refused =
                refusal(() -> server.verify(PresentedToken.ofAuthorization(List.of("Bearer " + secret(token)))));
        lines.add(refused.toString() + refused.headers());
    }

    private String secret(String token) {
        secrets.add(token);
        return token;
    }
}
