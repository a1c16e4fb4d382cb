package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;

/** The cases of category {@code metadata}. */
final class MetadataBadInputs {
    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("J-002", one(world -> world.send(world.issuer().to("/oauth2/jwks")))),
            entry(
                    "J-004",
                    one(world -> world.sendRaw(RawHttp.get("/.well-known/oauth-authorization-server")
                            .replace("Host: localhost", "Host: evil.example\r\nX-Forwarded-Host: evil.example")))),
            entry(
                    "J-005",
                    world -> List.of(
                            world.sendRaw(RawHttp.get("/.well-known/..%2fadmin%2fservices")),
                            world.sendRaw(RawHttp.get("/.well-known/..%2foauth2%2fjwks")))),
            entry("J-007", one(world -> withoutDatabase())));

    private MetadataBadInputs() {}

    /** From a separate issuer whose database is gone. */
    private static BadInputAnswer withoutDatabase() throws Exception {
        Path folder = Files.createTempDirectory("matryoshka");
        TestDatabase database = TestDatabases.create();
        try (RunningIssuer issuer = RunningIssuer.start(database, folder, Map.of())) {
            database.close();
            return BadInputAnswer.of(Answers.send(issuer.to("/oauth2/jwks")), Duration.ZERO);
        } finally {
            Files.delete(folder.resolve("admin-client.json"));
            Files.delete(folder);
        }
    }
}
