package matryoshka.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the unit tests of the modules, in {@code src/test/js}, in Node. */
class ModulesTest {
    private static final Path TESTS = Path.of("src/test/js");
    private static final int MIN_VERSION = 20;

    @Test
    void the_tests_of_the_modules_pass_in_node() throws Exception {
        assumeTrue(version() >= MIN_VERSION, "Node 20 or newer is not installed");
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

    /** Returns the major version of Node; 0 if there is none. */
    private static int version() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return node.waitFor() == 0 ? Integer.parseInt(text.replaceFirst("v(\\d+)(?s:.*)", "$1")) : 0;
        } catch (IOException missing) {
            return 0;
        }
    }
}
