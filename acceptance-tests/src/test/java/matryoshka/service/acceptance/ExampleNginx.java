package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import matryoshka.service.testing.RunningIssuer;

/** The files of {@code examples/nginx} and {@code examples/gateway/swap}, with the addresses of a test in place of the documented ones. */
final class ExampleNginx {
    private static final Path NGINX = Path.of("../examples/nginx");
    private static final Path SWAP = Path.of("../examples/gateway/swap");

    /** For issuers that take their time. */
    static final Map<String, String> PATIENT = Map.of(
            "proxy_read_timeout    2s",
            "proxy_read_timeout 60s",
            "proxy_read_timeout         5s",
            "proxy_read_timeout 60s");

    private ExampleNginx() {}

    /** Starts nginx as the example configures it; all its upstreams are the same one. */
    static RunningNginx start(Path folder, int issuerPort, int upstreamPort) throws Exception {
        int port = RunningNginx.freePort();
        copy(NGINX, folder, addresses(folder, issuerPort, upstreamPort, port));
        return RunningNginx.start(folder, Files.readString(folder.resolve("nginx.conf")), port);
    }

    /**
     * Starts nginx as the example of the swap configures it.
     *
     * @param credentials of the gateway at the issuer, as {@code Authorization} has them
     * @param otherwise what the files say, and what they say in this test
     */
    static RunningNginx startSwap(
            Path folder, int issuerPort, int upstreamPort, String credentials, Map<String, String> otherwise)
            throws Exception {
        int port = RunningNginx.freePort();
        Path credentialsFile = folder.resolve("credentials.conf");
        Files.writeString(credentialsFile, "proxy_set_header Authorization \"" + credentials + "\";\n");
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("/etc/nginx/matryoshka-credentials.conf", credentialsFile.toString());
        changes.put("/run/matryoshka-swap", folder.resolve("swap").toString());
        changes.put("tokens.example:443", "127.0.0.1:" + issuerPort);
        changes.put("https://issuer", "http://issuer");
        changes.put("listen 127.0.0.1:8092", "listen unix:" + folder.resolve("forward-auth"));
        changes.put("127.0.0.1:8091", "127.0.0.1:" + RunningNginx.freePort());
        changes.putAll(otherwise);
        changes.putAll(addresses(folder, issuerPort, upstreamPort, port));
        copy(NGINX, folder, Map.of());
        copy(SWAP, folder, Map.of());
        copy(folder, folder, changes);
        return RunningNginx.start(folder, Files.readString(folder.resolve("nginx.conf")), port);
    }

    private static Map<String, String> addresses(Path folder, int issuerPort, int upstreamPort, int port) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("https://tokens.example/oauth2/jwks", "http://localhost:" + issuerPort + "/oauth2/jwks");
        changes.put("https://tokens.example", RunningIssuer.URL);
        changes.put("orders.shop.svc:8080", "127.0.0.1:" + upstreamPort);
        changes.put("catalog.shop.svc:8080", "127.0.0.1:" + upstreamPort);
        changes.put("/etc/nginx/matryoshka", folder.toString());
        changes.put("/var/cache/nginx/matryoshka", folder.resolve("cache").toString());
        changes.put("/var/log/nginx", folder.toString());
        changes.put("listen 8090", "listen 127.0.0.1:" + port);
        return changes;
    }

    /** Copies the modules alone. */
    static void copyModules(Path folder) throws IOException {
        copy(NGINX, folder, Map.of());
    }

    private static void copy(Path from, Path folder, Map<String, String> changes) throws IOException {
        StringBuilder before = new StringBuilder();
        for (Path file : files(from)) {
            String text = Files.readString(file);
            before.append(text);
            for (Map.Entry<String, String> change : changes.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
            }
            Files.writeString(folder.resolve(file.getFileName().toString()), text);
        }
        for (String documented : changes.keySet()) {
            assertThat(before.toString()).contains(documented);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(mjs|conf)"))
                    .toList();
        }
    }
}
