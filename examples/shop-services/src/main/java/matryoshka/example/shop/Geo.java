package matryoshka.example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells where an address is: nginx with {@code geo/nginx.conf} and the files of {@code examples/nginx}. */
final class Geo {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");

    /** What distributions put elsewhere. */
    private static final String HERE = """
            daemon off;
            pid nginx.pid;
            user %s;
            """;

    private static final String BELOW = """
            http {
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
            """;

    private Geo() {}

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.exists(MODULE);
    }

    /** @param folder is empty, and for its files */
    static Program start(Place place, Path examples, Path folder) throws IOException, InterruptedException {
        Town town = place.town();
        copy(examples.resolve("nginx"), folder, changes(place, folder));
        copy(examples.resolve("shop-services/geo"), folder, changes(place, folder));
        ProcessBuilder command = new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                "error.log");
        return Program.start(command, place.port(), line -> tell(town.journal(), line));
    }

    private static void tell(Journal journal, String line) {
        String[] said = line.split(" ", 3);
        if (said[1].equals("200")) {
            journal.accepted("geo", said[0], "", List.of("geo:locate"));
        } else {
            journal.refused("geo", Integer.parseInt(said[1]), said[2]);
        }
    }

    private static Map<String, String> changes(Place place, Path folder) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("https://tokens.example", place.town().issuer().toString());
        changes.put("/etc/nginx/matryoshka", folder.toString());
        changes.put("/var/cache/nginx/matryoshka", folder.resolve("cache").toString());
        changes.put("listen 127.0.0.1:8090", "listen 127.0.0.1:" + place.port());
        changes.put("modules/ngx_http_js_module.so", MODULE.toString());
        changes.put("worker_processes 1;", "worker_processes 1;\n" + HERE.formatted(System.getProperty("user.name")));
        changes.put("http {\n", BELOW);
        return changes;
    }

    private static void copy(Path from, Path to, Map<String, String> changes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(file -> file.toString().matches(".*\\.(mjs|conf)"))
                    .toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            for (Map.Entry<String, String> change : changes.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
            }
            Files.writeString(to.resolve(file.getFileName().toString()), text);
        }
    }
}
