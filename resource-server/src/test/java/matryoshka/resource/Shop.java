package matryoshka.resource;

import java.util.List;
import matryoshka.resource.testing.PlayedClock;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The shop of the examples: web-shop calls orders, orders calls payments and stock, payments calls ledger. */
final class Shop implements AutoCloseable {
    static final String ORDERS = "https://orders.shop.example";
    static final String PAYMENTS = "https://payments.shop.example";
    static final String STOCK = "https://stock.shop.example";
    static final String LEDGER = "https://ledger.shop.example";

    final PlayedClock clock = new PlayedClock();
    final PlayedIssuer issuer = PlayedIssuer.start(clock);

    /** What the web shop presents to orders. */
    static PlayedToken order() {
        return PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(
                        PlayedToken.of(PAYMENTS, "orders", "payments:charge")
                                .embedding(PlayedToken.of(LEDGER, "payments", "ledger:write")),
                        PlayedToken.of(STOCK, "orders", "stock:reserve"));
    }

    /** Returns the settings of the service orders. */
    ResourceServerBuilder orders() {
        return service("orders", ORDERS);
    }

    ResourceServerBuilder service(String name, String audience) {
        return ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(audience)
                .service(name)
                .callee("payments", PAYMENTS, "payments.shop.svc:8080")
                .callee("stock", STOCK, "api.shop.example/stock")
                .callee("ledger", LEDGER)
                .clock(clock);
    }

    static ReceivedToken present(ResourceServer server, String token) {
        return server.verify(PresentedToken.ofAuthorization(List.of("Bearer " + token)));
    }

    /** Returns how a call is refused. */
    static RefusedException refusal(ThrowingCallable call) {
        return thrown(RefusedException.class, call);
    }

    /** Returns why there is no token. */
    static NoTokenException missing(ThrowingCallable call) {
        return thrown(NoTokenException.class, call);
    }

    private static <T extends Throwable> T thrown(Class<T> type, ThrowingCallable call) {
        try {
            call.call();
        } catch (Throwable any) {
            if (type.isInstance(any)) {
                return type.cast(any);
            }
            throw new AssertionError("another exception than " + type, any);
        }
        throw new AssertionError("no " + type);
    }

    @Override
    public void close() {
        issuer.close();
    }
}
