package matryoshka.example.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import matryoshka.kafka.testing.Broker;
import matryoshka.resource.ResourceServer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The eight services, registered at the issuer and running. Closing stops them. */
final class Running implements AutoCloseable {
    /** The audiences of the graph, {@code examples/shop.yaml}. */
    private static final Map<String, String> AUDIENCES = Map.of(
            "orders", "https://orders.shop.example",
            "stock", "https://stock.shop.example",
            "identity", "https://identity.example",
            "credit", "https://credit.example",
            "bank", "https://bank.example",
            "geo", "https://geo.example",
            "ledger", "https://ledger.bank.example",
            "shipping", "https://shipping.example");

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final Map<String, String> clothes = new TreeMap<>();
    private final Town town;
    private @Nullable ResourceServer orders;

    private Running(Town town) {
        this.town = town;
    }

    /** @param folder is empty, and for the files of what runs */
    static Running start(URI issuer, IssuerAdmin admin, Path examples, Path folder) throws Exception {
        Broker broker = Broker.start(Files.createDirectory(folder.resolve("kafka")));
        Journal journal = new Journal(
                AUDIENCES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)));
        Running shop = new Running(new Town(issuer, broker.address(), journal));
        shop.parts.push(broker::close);
        try {
            shop.register(admin);
            shop.startServices(examples, Files.createDirectory(folder.resolve("nginx")));
            return shop;
        } catch (Exception failed) {
            shop.close();
            throw failed;
        }
    }

    Town town() {
        return town;
    }

    /** Returns in which clothes each service runs. */
    Map<String, String> clothes() {
        return clothes;
    }

    /** Lets orders ask the issuer now how tokens stand, as it does by itself every ten seconds. */
    void refreshOrders() {
        if (orders != null) {
            orders.refresh();
        }
    }

    /** Registers each service as a client, and tells the graph where it listens. */
    private void register(IssuerAdmin admin) throws IOException, InterruptedException {
        Map<String, Object> hosts = new TreeMap<>();
        for (String service : AUDIENCES.keySet()) {
            int port = freePort();
            String secret = admin.registerService(service);
            town.places().put(service, new Place(service, AUDIENCES.getOrDefault(service, ""), port, secret, town));
            hosts.put(service, Map.of("hosts", List.of("localhost:" + port)));
        }
        admin.patch(Map.of("services", hosts));
    }

    private void startServices(Path examples, Path nginx) throws Exception {
        if (Geo.isInstalled()) {
            start("geo", "nginx, without any code", Geo.start(town.place("geo"), examples, nginx)::close);
        } else {
            start("geo", "JDK, since nginx with njs is not installed", StandIn.forGeo(town.place("geo"))::close);
        }
        if (Identity.isInstalled()) {
            start("identity", "Node, without a library", Identity.start(town.place("identity"), examples)::close);
        } else {
            start("identity", "JDK, since Node is not installed", StandIn.forIdentity(town.place("identity"))::close);
        }
        start("credit", "Spring Boot", SpringService.start(Credit.class, town.place("credit"))::close);
        ConfigurableApplicationContext service = SpringService.start(Orders.class, town.place("orders"));
        start("orders", "Spring Boot", service::close);
        orders = service.getBean(ResourceServer.class);
        start("stock", "JDK", Stock.start(town.place("stock"))::close);
        start("ledger", "Jakarta REST", JakartaService.start(new Ledger(), town.place("ledger"))::close);
        start("bank", "Jakarta REST", JakartaService.start(new Bank(town), town.place("bank"))::close);
        clothes.put("shipping", "a consumer of Kafka");
    }

    private void start(String service, String dress, Runnable close) {
        clothes.put(service, dress);
        parts.push(close);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().run();
        }
    }
}
