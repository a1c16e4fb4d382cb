package matryoshka.example.shop;

import java.io.IOException;
import java.util.Map;

/** Knows what is on the shelves. On the JDK's own HTTP server. It shares a token with orders. */
final class Stock {
    private Stock() {}

    static JdkService start(Place place) throws IOException {
        return JdkService.start(place, Map.of("/reservations", (request, token) -> {
            token.requireScopes("stock:reserve");
            return "reserved";
        }));
    }
}
