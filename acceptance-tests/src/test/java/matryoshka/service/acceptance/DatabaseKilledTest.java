package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL itself is killed: load balancers go on sending requests to an instance for as long as it mints. */
class DatabaseKilledTest {

    @Test
    void an_instance_is_ready_while_it_mints(@TempDir Path dataDir) throws Exception {
        Map<String, String> settings =
                Map.of("database.url", "embedded:", "database.user", "", "tokens.maxDisconnected", "6s");
        try (TestDatabase unused = TestDatabases.create();
                RunningIssuer issuer = RunningIssuer.start(unused, dataDir, settings)) {
            issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
            String secret = issuer.register("app", "a:x");
            issuer.issued("app", secret, "");
            assertThat(status(issuer, "/ready")).isEqualTo(200);

            kill(dataDir);

            Soon.holds(() -> {
                // Asked in this order, since it may stop minting in between.
                boolean ready = status(issuer, "/ready") == 200;
                boolean mints = issuer.token("app", secret, "").statusCode() == 200;
                assertThat(mints && !ready)
                        .as("takes an instance out that mints")
                        .isFalse();
                assertThat(status(issuer, "/live")).isEqualTo(200);
                return status(issuer, "/healthcheck") == 500 && !ready;
            });
            assertThat(issuer.token("app", secret, "").statusCode()).isEqualTo(503);
            assertThat(Answers.send(Answers.to(issuer.adminPort(), "/ready")).body())
                    .isEqualTo("This instance has not been able to confirm its graph version for too long.\n");
            assertThat(json(Answers.send(Answers.to(issuer.adminPort(), "/healthcheck")))
                            .at("/graph/healthy")
                            .booleanValue())
                    .isFalse();
        }
    }

    private static void kill(Path dataDir) {
        List<ProcessHandle> servers = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(dataDir.toString()))
                .toList();
        assertThat(servers).isNotEmpty();
        servers.forEach(ProcessHandle::destroyForcibly);
    }

    private static int status(RunningIssuer issuer, String path) throws Exception {
        return Answers.send(Answers.to(issuer.adminPort(), path)).statusCode();
    }
}
