package matryoshka.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a token of SoftHSM, each time in a process of its own: SoftHSM reads its folder from the environment. */
class Pkcs11KeyTest {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "1234";

    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void make_a_token_with_two_keys() throws Exception {
        assumeTrue(
                Files.exists(LIBRARY) && isInstalled("softhsm2-util") && isInstalled("pkcs11-tool"),
                "Needs softhsm2 and opensc of Debian.");
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
        Files.writeString(folder.resolve("pin"), PIN + "\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "test", "--pin", PIN, "--so-pin", "5678");
        for (String key : List.of("matryoshka", "other")) {
            run(
                    "pkcs11-tool",
                    "--module",
                    LIBRARY.toString(),
                    "--token-label",
                    "test",
                    "--login",
                    "--pin",
                    PIN,
                    "--keygen",
                    "--key-type",
                    "AES:32",
                    "--label",
                    key,
                    "--id",
                    key.equals("other") ? "02" : "01");
        }
    }

    @Test
    void a_key_in_a_module_encrypts_and_decrypts_a_data_key() throws Exception {
        assertThat(trial("matryoshka", "matryoshka")).isEqualTo("the same");
    }

    @Test
    void what_another_key_encrypted_is_lost() throws Exception {
        assertThat(trial("matryoshka", "other"))
                .isIn("lost", "The key pkcs11 " + LIBRARY + " other cannot decrypt the data key in the database.");
    }

    @Test
    void a_missing_key_and_a_wrong_pin_are_told_to_the_operator() throws Exception {
        assertThat(trial("nobody", "nobody")).contains("no AES key with the label 'nobody'");
        Files.writeString(folder.resolve("pin"), "9999\n");
        assertThat(trial("matryoshka", "matryoshka")).contains("Check the PIN").doesNotContain("9999");
    }

    private String trial(String wrapping, String unwrapping) throws Exception {
        return run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Trial.class.getName(),
                folder.resolve("pin").toString(),
                wrapping,
                unwrapping);
    }

    /** Wraps with one key, unwraps with another, and prints what came of it. */
    static final class Trial {
        private Trial() {}

        public static void main(String[] arguments) {
            try {
                SecureRandom random = new SecureRandom();
                byte[] dataKey = new byte[KeyEncryption.KEY_BYTES];
                random.nextBytes(dataKey);
                byte[] wrapped = open(arguments[0], arguments[1], random).wrap(dataKey);
                Optional<byte[]> unwrapped =
                        open(arguments[0], arguments[2], random).unwrap(wrapped);
                System.out.print(unwrapped
                        .map(key -> Arrays.equals(key, dataKey) ? "the same" : "another")
                        .orElse("lost"));
            } catch (KeySetupException told) {
                System.out.print(told.getMessage());
            }
        }

        private static Pkcs11Key open(String pinFile, String label, SecureRandom random) {
            return Pkcs11Key.open(LIBRARY, 0, label, Path.of(pinFile), random);
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        builder.redirectError(folder.resolve("errors").toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(out + Files.readString(folder.resolve("errors")))
                .isZero();
        return out;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
