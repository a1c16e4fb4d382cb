package matryoshka.jakarta;

import com.sun.net.httpserver.HttpServer;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import matryoshka.jakarta.shop.DropwizardService;
import matryoshka.jakarta.shop.JerseyService;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.resource.testing.PlayedVerifier;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;

/** An issuer, orders with Dropwizard, payments with plain Jersey, and hosts that answer with the {@code Authorization} they were sent. */
final class RunningShop implements AutoCloseable {
    static final String ORDERS = "https://orders.shop.example";
    static final String PAYMENTS = "https://payments.shop.example";
    static final String LEDGER = "https://ledger.shop.example";

    /** Warns of resources that are registered as instances, and of what else is no fault. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");

    final PlayedKey key = PlayedKey.generate();
    final PlayedIssuer issuer = PlayedIssuer.start();
    private final PlayedIssuer ledger = PlayedIssuer.start();
    private final PlayedVerifier proven = PlayedVerifier.demandingNonces(issuer, LEDGER);
    private final PlayedIssuer elsewhere = PlayedIssuer.start();
    private final ResourceServer paymentsServer = server("payments", PAYMENTS, URI.create("http://nowhere.example"));
    private final HttpServer payments =
            JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:0/"), new JerseyService(paymentsServer));
    private final ResourceServer ordersServer = server("orders", ORDERS, payments());
    private final DropwizardTestSupport<Configuration> orders = new Dropwizard(ordersServer);
    private final HttpClient client = HttpClient.newHttpClient();

    static {
        JERSEY.setLevel(Level.SEVERE);
    }

    RunningShop() throws Exception {
        ledger.endpoints().answer("/entries", request -> Answer.json(200, "ledger got " + request.authorization()));
        ledger.endpoints().answer("/moved", request -> new Answer(302, Map.of("Location", elsewhere() + "/page"), ""));
        elsewhere.endpoints().answer("/page", request -> Answer.json(200, "elsewhere got " + request.authorization()));
        ledger.endpoints().answer("/proven", proven);
        orders.before();
    }

    private ResourceServer server(String name, String audience, URI paymentsAt) {
        return ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(audience)
                .service(name)
                .proofKey(key.jwk())
                .callee("payments", PAYMENTS, paymentsAt.getAuthority())
                .callee("ledger", LEDGER, ledger.uri().getAuthority())
                .build();
    }

    /** What the web shop presents to orders. */
    static PlayedToken order() {
        return PlayedToken.of(ORDERS, "web-shop", "orders:place", "shop")
                .embedding(
                        PlayedToken.of(PAYMENTS, "orders", "payments:charge", "payments:read"),
                        PlayedToken.of(LEDGER, "orders", "ledger:read"));
    }

    /** What orders presents to payments. */
    static PlayedToken charge() {
        return PlayedToken.of(PAYMENTS, "orders", "payments:charge", "shop")
                .embedding(PlayedToken.of(LEDGER, "payments", "ledger:write"));
    }

    URI orders() {
        return URI.create("http://localhost:" + orders.getLocalPort());
    }

    URI payments() {
        return URI.create("http://localhost:" + payments.getAddress().getPort());
    }

    String ledger() {
        return ledger.uri().toString();
    }

    /** Returns the URL of a host that is not listed for any service. */
    String elsewhere() {
        return elsewhere.uri().toString();
    }

    /** Sends a request with headers, given by names and values. */
    HttpResponse<String> send(String method, URI url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    HttpResponse<String> get(URI url, String token) {
        return send("GET", url, "Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        orders.after();
        payments.stop(0);
        ordersServer.close();
        paymentsServer.close();
        elsewhere.close();
        proven.close();
        ledger.close();
        issuer.close();
    }

    /** Dropwizard on a free port, with a container that knows a client certificate wherever the header {@code X-Certificate} says so. */
    private static final class Dropwizard extends DropwizardTestSupport<Configuration> {
        private final ResourceServer server;

        Dropwizard(ResourceServer server) {
            super(DropwizardService.class, ResourceHelpers.resourceFilePath("dropwizard.yml"));
            this.server = server;
        }

        private static Filter certificate() {
            return (request, response, chain) -> {
                if (((HttpServletRequest) request).getHeader("X-Certificate") != null) {
                    request.setAttribute(
                            "jakarta.servlet.request.X509Certificate", new X509Certificate[] {PlayedCertificates.ONE});
                }
                chain.doFilter(request, response);
            };
        }

        @Override
        public Application<Configuration> newApplication() {
            return new DropwizardService(server) {
                @Override
                public void run(Configuration configuration, Environment environment) {
                    environment
                            .servlets()
                            .addFilter("certificate", certificate())
                            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                    super.run(configuration, environment);
                }
            };
        }
    }
}
