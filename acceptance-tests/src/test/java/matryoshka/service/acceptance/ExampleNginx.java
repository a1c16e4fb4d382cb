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

/** The files of {@code examples/nginx}, with the addresses of a test in place of the documented ones. */
final class ExampleNginx {
    private static final Path FILES = Path.of("../examples/nginx");

    private ExampleNginx() {}

    /** Starts nginx as the example configures it; both its upstreams are the same one. */
    static RunningNginx start(Path folder, int keysPort, int upstreamPort) throws Exception {
        int port = RunningNginx.freePort();
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("https://tokens.example/oauth2/jwks", "http://localhost:" + keysPort + "/oauth2/jwks");
        changes.put("https://tokens.example", RunningIssuer.URL);
        changes.put("orders.shop.svc:8080", "127.0.0.1:" + upstreamPort);
        changes.put("catalog.shop.svc:8080", "127.0.0.1:" + upstreamPort);
        changes.put("/etc/nginx/matryoshka", folder.toString());
        changes.put("/var/cache/nginx/matryoshka", folder.resolve("cache").toString());
        changes.put("/var/log/nginx", folder.toString());
        changes.put("listen 8090", "listen 127.0.0.1:" + port);
        copy(folder, changes);
        String configuration = Files.readString(folder.resolve("nginx.conf"));
        return RunningNginx.start(folder, configuration, port);
    }

    /** Copies the modules alone. */
    static void copyModules(Path folder) throws IOException {
        copy(folder, Map.of());
    }

    private static void copy(Path folder, Map<String, String> changes) throws IOException {
        StringBuilder before = new StringBuilder();
        for (Path file : files()) {
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

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.toString().matches(".*\\.(mjs|conf)"))
                    .toList();
        }
    }
}
