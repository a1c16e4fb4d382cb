package matryoshka.example.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts the sample shop's services beside a running issuer with the sample graph, lets them work, and tells who presented which token to
 * whom. In the end it stops them, and restores the graph. {@code ISSUER_URL} and {@code DATA_DIR} say which issuer.
 */
public final class Shop {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI issuer;
    private final IssuerAdmin admin;
    private final Path examples;
    private final PrintStream out;

    /** @param data the issuer's folder, with the file of its admin client */
    Shop(URI issuer, Path data, Path examples, PrintStream out) throws IOException, InterruptedException {
        this.issuer = issuer;
        this.admin = new IssuerAdmin(issuer, data.resolve("admin-client.json"));
        this.examples = examples;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        URI issuer = URI.create(System.getenv().getOrDefault("ISSUER_URL", "http://localhost:8080"));
        Path data = Path.of(System.getenv().getOrDefault("DATA_DIR", "var"));
        new Shop(issuer, data, Path.of("examples"), System.out).run();
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("shop");
        long version = admin.version();
        // Before the services start: whoever was told that a client is gone believes that for some seconds.
        Map<String, String> secrets = new HashMap<>();
        for (Map.Entry<String, String> client : Story.CLIENTS.entrySet()) {
            secrets.put(client.getKey(), admin.registerClient(client.getKey(), client.getValue()));
        }
        try (Running shop = Running.start(issuer, admin, examples, folder)) {
            shop.clothes().forEach((service, dress) -> out.printf("%-10s %s%n", service, dress));
            new Story(shop, admin, this::post, out).tell(secrets);
        } finally {
            admin.restore(version);
            admin.removeClients();
            delete(folder);
        }
    }

    /** Returns what a service answers to a request with a token. */
    private String post(URI uri, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
