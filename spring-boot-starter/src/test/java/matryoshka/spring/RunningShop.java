package matryoshka.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedEgress.Entry;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.resource.testing.PlayedVerifier;
import matryoshka.spring.shop.OrdersService;
import matryoshka.spring.shop.PaymentsService;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An issuer, the services orders (servlets) and payments (WebFlux), and hosts that answer with the {@code Authorization} they were sent. */
final class RunningShop implements AutoCloseable {
    static final String ORDERS = "https://orders.shop.example";
    static final String PAYMENTS = "https://payments.shop.example";
    static final String LEDGER = "https://ledger.shop.example";

    final PlayedIssuer issuer = PlayedIssuer.start();
    private final PlayedIssuer ledger = PlayedIssuer.start();
    private final PlayedVerifier proven = PlayedVerifier.demandingNonces(issuer, LEDGER);
    private final PlayedIssuer elsewhere = PlayedIssuer.start();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    final ConfigurableApplicationContext payments;
    final ConfigurableApplicationContext orders;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningShop() {
        ledger.endpoints().answer("/entries", request -> Answer.json(200, "ledger got " + request.authorization()));
        ledger.endpoints().answer("/moved", request -> new Answer(302, Map.of("Location", elsewhere() + "/page"), ""));
        elsewhere.endpoints().answer("/page", request -> Answer.json(200, "elsewhere got " + request.authorization()));
        ledger.endpoints().answer("/proven", proven);
        issuer.exchange().client("orders", "orders-secret").client("payments", "payments-secret");
        issuer.egress("payments", Entry.embedded("ledger", LEDGER, ledger.uri().getAuthority()));
        payments = start(PaymentsService.class, WebApplicationType.REACTIVE, "payments", PAYMENTS);
        issuer.egress(
                "orders",
                Entry.embedded("payments", PAYMENTS, at(payments).getAuthority()),
                Entry.exchanged("ledger", LEDGER, ledger.uri().getAuthority()));
        orders = start(OrdersService.class, WebApplicationType.SERVLET, "orders", ORDERS);
        for (ConfigurableApplicationContext service : List.of(payments, orders)) {
            service.getBean(ResourceServer.class).refresh();
        }
    }

    /** Starts a service on a free port. It is closed with the shop, and not before: what Netty shares would end with it. */
    ConfigurableApplicationContext start(
            Class<?> application, WebApplicationType type, String name, String audience, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=off",
                "--matryoshka.issuer=" + issuer.uri(),
                "--matryoshka.audience=" + audience,
                "--matryoshka.client-id=" + name,
                "--matryoshka.client-secret=" + name + "-secret"));
        ConfigurableApplicationContext service =
                new SpringApplicationBuilder(application).web(type).run(arguments.toArray(String[]::new));
        running.add(service);
        return service;
    }

    /** What the web shop presents to orders. */
    static PlayedToken order() {
        return PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(
                        PlayedToken.of(PAYMENTS, "orders", "payments:charge")
                                .embedding(PlayedToken.of(LEDGER, "payments", "ledger:write")),
                        PlayedToken.of(LEDGER, "orders", "ledger:read"));
    }

    /** What orders presents to payments. */
    static PlayedToken charge() {
        return PlayedToken.of(PAYMENTS, "orders", "payments:charge")
                .embedding(PlayedToken.of(LEDGER, "payments", "ledger:write"));
    }

    static URI at(ConfigurableApplicationContext service) {
        return URI.create("http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Returns the URL of a host that is not listed for any service. */
    String elsewhere() {
        return elsewhere.uri().toString();
    }

    String ledger() {
        return ledger.uri().toString();
    }

    /** Sends a request with headers, given by names and values. */
    HttpResponse<String> send(String method, URI url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    HttpResponse<String> get(ConfigurableApplicationContext service, String path, String token) {
        return send("GET", at(service).resolve(path), "Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
        elsewhere.close();
        proven.close();
        ledger.close();
        issuer.close();
    }
}
