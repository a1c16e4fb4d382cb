package matryoshka.example.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What happens in the shop. */
final class Story {
    private static final String WEBSITE = "shop-website";
    private static final String STORE = "shop-store";
    /** The clients, and what they may do. */
    static final Map<String, String> CLIENTS = Map.of(WEBSITE, "orders:place", STORE, "orders:ship");

    private final Running shop;
    private final Town town;
    private final IssuerAdmin admin;
    private final Customer customer;
    private final PrintStream out;

    /** Sends a request with a token, and returns what is answered. */
    interface Customer {
        String post(URI uri, String token) throws IOException, InterruptedException;
    }

    Story(Running shop, IssuerAdmin admin, Customer customer, PrintStream out) {
        this.shop = shop;
        this.town = shop.town();
        this.admin = admin;
        this.customer = customer;
        this.out = out;
    }

    /** @param secrets of the clients, by their ids */
    void tell(Map<String, String> secrets) throws Exception {
        placeOrders(secrets.getOrDefault(WEBSITE, ""));
        ship(secrets.getOrDefault(STORE, ""));
    }

    private void placeOrders(String secret) throws Exception {
        say("1. The website places an order.");
        long before = admin.tokenRequests();
        String token = admin.token(WEBSITE, secret, "orders:place");
        place(token, before);
        say("2. It places another one with the same token.");
        place(token, admin.tokenRequests());
    }

    /** @param requestsBefore how many requests for tokens there had been before the website got this one */
    private void place(String token, long requestsBefore) throws IOException, InterruptedException {
        long exchangesBefore = town.journal().exchanges();
        String answer = customer.post(town.uri("orders", "/orders"), token);
        town.journal().await(1);
        long own = town.journal().hopsWithOwnToken();
        out.print(town.journal().tell());
        out.printf("orders answers: %s%n", answer);
        long begun = admin.tokenRequests() - requestsBefore;
        long exchanges = town.journal().exchanges() - exchangesBefore;
        out.println("The issuer had to answer " + (begun + exchanges) + " requests: " + begun + " of the website, and "
                + exchanges + " for an exchange. With exchange at every hop it would be " + (begun + own) + ".");
    }

    private void ship(String secret) throws Exception {
        String token = admin.token(STORE, secret, "orders:ship");
        whileShippingWorks(() -> {
            say("3. The store has a parcel fetched. Orders sends a message to shipping, and shipping reads the order.");
            out.println("orders answers: " + customer.post(town.uri("orders", "/parcels"), token));
            town.journal().await(3);
            out.print(town.journal().tell());
        });
        say("4. Shipping is down. The store has another parcel fetched: its message waits.");
        out.println("orders answers: " + customer.post(town.uri("orders", "/parcels"), token));
        say("Meanwhile the dependency orders-book-shipping is withdrawn. Then shipping starts again.");
        Map<String, Object> withdrawn = new HashMap<>();
        withdrawn.put("orders-book-shipping", null);
        admin.awaitStatus(admin.patch(Map.of("dependencies", withdrawn)));
        whileShippingWorks(() -> {
            town.journal().await(2);
            out.print(town.journal().tell());
        });
        say("5. The dead letter:");
        out.print(DeadLetters.read(town));
        say("6. The store tries again with the same token, and then with a new one.");
        shop.refreshOrders();
        out.println("orders answers: " + customer.post(town.uri("orders", "/parcels"), token));
        String renewed = admin.token(STORE, secret, "orders:ship");
        out.println("orders answers: " + customer.post(town.uri("orders", "/parcels"), renewed));
        town.journal().await(2);
        out.print(town.journal().tell());
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void whileShippingWorks(Step step) throws IOException, InterruptedException {
        Shipping shipping = new Shipping(town.place("shipping"));
        try {
            step.take();
        } finally {
            shipping.close();
        }
    }

    private void say(String sentence) {
        out.printf("%n%s%n%n", sentence);
    }
}
