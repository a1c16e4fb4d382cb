package matryoshka.service.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program {@code dot}, where it is installed. */
public final class Graphviz {
    private Graphviz() {}

    /** Fails unless Graphviz draws so many nodes and edges; does nothing where there is no Graphviz. */
    public static void assertDrawn(String dot, long nodes, long edges) throws IOException, InterruptedException {
        String drawn = plain(dot);
        assertThat(drawn.lines().filter(line -> line.startsWith("node "))).hasSize(Math.toIntExact(nodes));
        assertThat(drawn.lines().filter(line -> line.startsWith("edge "))).hasSize(Math.toIntExact(edges));
    }

    private static String plain(String dot) throws IOException, InterruptedException {
        Path input = Files.createTempFile("graph", ".dot");
        try {
            Files.writeString(input, dot);
            Process process = new ProcessBuilder("dot", "-Tplain", input.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException notInstalled) {
            return abort("dot is not installed");
        } finally {
            Files.delete(input);
        }
    }
}
