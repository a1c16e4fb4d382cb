package matryoshka.graph.dot;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The real Graphviz, where it is installed. */
final class Graphviz {
    private Graphviz() {}

    static boolean isInstalled() {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> new File(folder, "dot").canExecute());
    }

    /** A line for each node and edge; fails when it does not accept the text. */
    static String plain(String dot) throws IOException, InterruptedException {
        Path output = Files.createTempFile("graph", ".plain");
        try {
            Process process = new ProcessBuilder("dot", "-Tplain")
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(dot.getBytes(StandardCharsets.UTF_8));
            }
            if (process.waitFor() != 0) {
                throw new AssertionError("Graphviz refused: " + dot);
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
