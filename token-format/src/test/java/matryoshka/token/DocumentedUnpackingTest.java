package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that the documentation shows, run from the text of the documentation. */
class DocumentedUnpackingTest {
    private static final int MAX_LINES = 15;
    private static final String REFUSED = "refused";

    private static final String NODE = """
            for (const token of require("node:fs").readFileSync(0, "utf8").trim().split("\\n")) {
              try { console.log(unpack(token).join(" ")); } catch { console.log("refused"); }
            }
            """;

    private static final String BROWSER = """
            (async () => {
              for (const token of require("node:fs").readFileSync(0, "utf8").trim().split("\\n")) {
                try { console.log((await unpack(token)).join(" ")); } catch { console.log("refused"); }
              }
            })();
            """;

    private static final String PYTHON = """

            import sys
            for token in sys.stdin.read().split():
                try:
                    print(" ".join(unpack(token)))
                except Exception:
                    print("refused")
            """;

    private static final String GO_BEFORE = """
            package main
            import ("bufio"; "bytes"; "compress/flate"; "encoding/base64"; "errors"; "fmt"; "io"; "os"; "regexp"; "strings"; "unicode/utf8")
            """;

    private static final String GO_AFTER = """
            func main() {
            	in := bufio.NewScanner(os.Stdin)
            	in.Buffer(make([]byte, 1<<20), 1<<20)
            	for in.Scan() {
            		tokens, err := unpack(in.Text())
            		if err != nil { fmt.Println("refused") } else { fmt.Println(strings.Join(tokens, " ")) }
            	}
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"java, 0", "js, 0", "js, 1", "python, 0", "go, 0"})
    void none_is_longer_than_fifteen_lines(String language, int n) {
        assertThat(Document.code(language, n).lines().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(MAX_LINES);
    }

    @Test
    void java_unpacks() throws IOException, ReflectiveOperationException {
        Document.Unpack unpack = Document.java(directory);
        List<String> answers = new ArrayList<>();
        for (String token : tokens()) {
            answers.add(Document.refuses(unpack, token) ? REFUSED : String.join(" ", unpack.unpack(token)));
        }

        assertAnswers(answers);
    }

    @Test
    void javascript_unpacks_in_node() throws IOException, InterruptedException {
        assertAnswers(run("node", "unpack.js", Document.code("js", 0) + NODE));
    }

    @Test
    void javascript_unpacks_with_what_a_browser_has() throws IOException, InterruptedException {
        String needed = "try { new DecompressionStream('deflate-raw'); } catch { process.exit(1); }";
        assumeTrue(
                isInstalled("node", "-e", needed), "Node with a DecompressionStream for raw DEFLATE is not installed.");
        // Node's stream leaves unnoticed what a browser's must refuse (Compression Standard, 5.1).
        assertThat(wrong(run("node", "unpack.js", Document.code("js", 1) + BROWSER)))
                .isSubsetOf("bytes after the end of the stream");
    }

    @Test
    void python_unpacks() throws IOException, InterruptedException {
        assertAnswers(run("python3", "unpack.py", Document.code("python", 0) + PYTHON));
    }

    @Test
    void go_unpacks() throws IOException, InterruptedException {
        assumeTrue(isInstalled("go", "version"), "Go is not installed.");
        assertAnswers(run(List.of("go", "run"), "unpack.go", GO_BEFORE + Document.code("go", 0) + GO_AFTER));
    }

    /** The vectors, and a token that embeds none, with something in it that looks as if it did. */
    private static List<String> tokens() {
        return Stream.concat(
                        Stream.concat(PackedVectors.cases().stream(), PackedVectors.refused().stream())
                                .map(PackedVectors.Vector::token),
                        Stream.of(PackedBy.payload("{\"x\":{\"tokens\":\"AwA\"}}")))
                .toList();
    }

    private static void assertAnswers(List<String> answers) {
        assertThat(wrong(answers)).isEmpty();
    }

    /** The names of the vectors that were answered otherwise than they should be. */
    private static List<String> wrong(List<String> answers) {
        assertThat(answers).hasSize(tokens().size());
        List<String> wrong = new ArrayList<>();
        List<String> left = new ArrayList<>(answers);
        for (PackedVectors.Vector vector : PackedVectors.cases()) {
            if (!left.remove(0).equals(String.join(" ", vector.embedded()))) {
                wrong.add(vector.name());
            }
        }
        for (PackedVectors.Vector vector : PackedVectors.refused()) {
            if (!left.remove(0).equals(REFUSED)) {
                wrong.add(vector.name());
            }
        }
        assertThat(left).containsExactly("");
        return wrong;
    }

    private List<String> run(String runtime, String file, String source) throws IOException, InterruptedException {
        assumeTrue(isInstalled(runtime, "--version"), runtime + " is not installed.");
        return run(List.of(runtime), file, source);
    }

    /** Gives a program the tokens, one a line; answers its lines. */
    private List<String> run(List<String> command, String file, String source)
            throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve(file), source);
        Path input = Files.write(directory.resolve("tokens"), tokens());
        Path output = directory.resolve("answers");
        List<String> whole = new ArrayList<>(command);
        whole.add(program.toString());
        Process process = new ProcessBuilder(whole)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(output);
    }

    private static boolean isInstalled(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
