package matryoshka.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the unit tests of the modules, in {@code src/test/js}, in Node. */
class ModulesTest {
    private static final Path TESTS = Path.of("src/test/js");
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)");
    /** Earlier ones cannot inflate raw DEFLATE. */
    private static final int MIN_VERSION = 20_012;

    @Test
    void the_tests_of_the_modules_pass_in_node() throws Exception {
        assumeTrue(version() >= MIN_VERSION, "Node 20.12 or newer is not installed");
        unpackParser();
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
    }

    /** Node finds the YAML parser where the tests look for it. The service serves it from the same jar. */
    private static void unpackParser() throws IOException {
        try (InputStream parser = Objects.requireNonNull(
                ModulesTest.class.getResourceAsStream("/META-INF/resources/webjars/js-yaml/4.1.1/dist/js-yaml.mjs"))) {
            Path target = Files.createDirectories(Path.of("target", "lib")).resolve("js-yaml.mjs");
            Files.copy(parser, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Returns the version of Node, 20012 for 20.12; 0 if there is none. */
    private static int version() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher version = VERSION.matcher(text);
            return node.waitFor() == 0 && version.lookingAt()
                    ? 1000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
                    : 0;
        } catch (IOException missing) {
            return 0;
        }
    }
}
