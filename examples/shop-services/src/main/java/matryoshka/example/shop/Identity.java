package matryoshka.example.shop;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Verifies who a customer is: {@code identity/identity.mjs}, in Node. */
final class Identity {
    private Identity() {}

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }

    static Program start(Place place, Path examples) throws IOException, InterruptedException {
        Town town = place.town();
        ProcessBuilder command = new ProcessBuilder(
                "node", examples.resolve("shop-services/identity/identity.mjs").toString());
        command.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(place.port()),
                        "ISSUER", town.issuer().toString(),
                        "GEO", town.uri("geo", "").toString()));
        return Program.start(command, place.port(), line -> tell(town.journal(), line));
    }

    private static void tell(Journal journal, String line) {
        try {
            Map<String, Object> said = JSONObjectUtils.parse(line);
            String jti = JSONObjectUtils.getString(said, "jti");
            String event = JSONObjectUtils.getString(said, "event");
            if (event.equals("accepted")) {
                String[] scopes = JSONObjectUtils.getString(said, "scope").split(" ");
                journal.accepted("identity", jti, JSONObjectUtils.getString(said, "client_id"), Arrays.asList(scopes));
            } else if (event.equals("next")) {
                String from = JSONObjectUtils.getString(said, "from");
                journal.next("identity", from, JSONObjectUtils.getString(said, "aud"), jti, "embedded");
            }
        } catch (ParseException other) {
            throw new IllegalStateException("Identity says something else.", other);
        }
    }
}
