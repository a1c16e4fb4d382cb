package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The four attacks that Debian's slowhttptest knows, all at once, each with more connections than there are threads. */
@ExtendWith(IssuerExtension.class)
class SlowhttptestTest {
    private static final Path TOOL = Path.of("/usr/bin/slowhttptest");
    private static final int SECONDS = 6;
    private static final int CONNECTIONS = 300;

    @Test
    void tokens_are_issued_throughout(RunningIssuer issuer) throws Exception {
        assumeTrue(Files.isExecutable(TOOL), "slowhttptest is not installed: apt-get install slowhttptest");
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        String secret = issuer.register("app", "a:x");
        issuer.issued("app", secret, "a:x");

        List<Process> attacks = attacks("http://localhost:" + issuer.port());
        int issued = 0;
        try {
            while (attacks.stream().anyMatch(Process::isAlive)) {
                // Fails when it is not answered with a token.
                issuer.issued("app", secret, "a:x");
                issued++;
            }
        } finally {
            attacks.forEach(Process::destroyForcibly);
        }

        // An issuer without free threads would issue none. The number depends on the machine.
        assertThat(issued).isGreaterThan(SECONDS);
        for (Process attack : attacks) {
            assertThat(attack.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(attack.exitValue()).isZero();
        }
    }

    private static List<Process> attacks(String issuer) throws IOException {
        String token = issuer + "/oauth2/token";
        List<Process> attacks = new ArrayList<>();
        // Headers, bodies of forms, bodies of documents, ranges, and slow reading.
        attacks.add(attack("-H", "-u", token, "-i", "1"));
        attacks.add(attack("-B", "-u", token, "-t", "POST", "-s", "60000", "-i", "1", "-x", "10"));
        attacks.add(attack("-B", "-u", issuer + "/graph", "-t", "PUT", "-s", "2000000", "-i", "1", "-x", "10"));
        attacks.add(attack("-R", "-u", issuer + "/openapi.json", "-a", "10", "-b", "3000"));
        attacks.add(
                attack("-X", "-u", issuer + "/openapi.json", "-w", "10", "-y", "20", "-n", "1", "-z", "5", "-k", "10"));
        return attacks;
    }

    private static Process attack(String... how) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                TOOL.toString(),
                                "-c",
                                Integer.toString(CONNECTIONS),
                                "-r",
                                Integer.toString(CONNECTIONS),
                                "-l",
                                Integer.toString(SECONDS)),
                        Stream.of(how))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
    }
}
