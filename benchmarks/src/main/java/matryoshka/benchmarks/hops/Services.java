package matryoshka.benchmarks.hops;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import matryoshka.benchmarks.http.AdminClient;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;

/**
 * Four services, each of which calls the next.
 *
 * @param hops the last one first
 */
record Services(String name, List<Hop> hops) implements AutoCloseable {
    static final int COUNT = 4;

    /** Publishes their graph, registers them as clients, and starts them. */
    static Services start(String name, String sharing, URI issuer, AdminClient admin, HttpClient client)
            throws IOException, InterruptedException {
        admin.send("PATCH", "/graph", "application/merge-patch+yaml", graph(name, sharing));
        List<Hop> hops = new ArrayList<>();
        for (int number = COUNT; number > 0; number--) {
            ResourceServerBuilder service = ResourceServer.builder()
                    .issuer(issuer)
                    .audience(audience(name, number))
                    .credentials(credentials(admin, name + '-' + number));
            URI next = hops.isEmpty() ? null : hops.get(hops.size() - 1).url();
            if (next != null) {
                service.callee(name + '-' + (number + 1), audience(name, number + 1), next.getAuthority());
            }
            hops.add(Hop.start(service.build(), client, next));
        }
        return new Services(name, hops);
    }

    /** The port of the first one. */
    int port() {
        return hops.get(COUNT - 1).port();
    }

    /** The scope that a client needs for the first one. */
    String scope() {
        return scope(name, 1);
    }

    long exchanges() {
        return hops.stream().mapToLong(Hop::exchanges).sum();
    }

    private static byte[] graph(String name, String sharing) {
        StringBuilder services = new StringBuilder("services:\n");
        StringBuilder dependencies = new StringBuilder("dependencies:\n");
        for (int number = 1; number <= COUNT; number++) {
            services.append(format(
                    "  %s-%d: {audience: \"%s\", scopes: {\"%s\": \"\"}}\n",
                    name, number, audience(name, number), scope(name, number)));
            if (number < COUNT) {
                dependencies.append(format(
                        "  %1$s-to-%3$d: {from: %1$s-%2$d, to: %1$s-%3$d, grants: [\"%4$s\"], sharing: %5$s}\n",
                        name, number, number + 1, scope(name, number + 1), sharing));
            }
        }
        return services.append(dependencies).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static String audience(String name, int number) {
        return "https://" + name + '-' + number + ".example";
    }

    private static String scope(String name, int number) {
        return name + '-' + number + ":use";
    }

    private static ClientCredentials credentials(AdminClient admin, String id)
            throws IOException, InterruptedException {
        String basic = admin.register(id, List.of()).substring("Basic ".length());
        String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        return ClientCredentials.secret(id, pair.substring(id.length() + 1));
    }

    @Override
    public void close() {
        hops.forEach(Hop::close);
    }
}
