package matryoshka.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is compiled. */
class JavadocExampleTest {
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern MARKDOWN = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path target;

    @Test
    void the_example_in_the_javadoc_compiles() throws IOException {
        List<String> examples = examples("src/main/java/matryoshka/resource/package-info.java", JAVADOC);

        assertThat(examples).hasSize(1).allSatisfy(this::compile);
    }

    @Test
    void the_examples_in_the_manual_compile() throws IOException {
        List<String> examples = examples("../docs/resource-servers.md", MARKDOWN);

        assertThat(examples).isNotEmpty().allSatisfy(this::compile);
    }

    private static List<String> examples(String file, Pattern pattern) throws IOException {
        String text = Files.readString(Path.of(file));
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
    }

    /** Compiles statements that may use what a service has at hand. */
    private void compile(String statements) {
        String source = """
                import java.net.*;
                import java.net.http.*;
                import java.time.*;
                import java.util.*;
                import matryoshka.resource.*;
                import matryoshka.resource.http.*;
                class Example {
                    String secret;
                    List<String> authorizationHeaders;
                    URI chargeUrl;
                    HttpRequest.Builder request;
                    ResourceServer server;
                    ReceivedToken received;
                    HttpClient client;
                    com.nimbusds.jose.jwk.JWK privateKey;
                    void example() throws Exception {
                %s
                    }
                }
                """.formatted(statements);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        found,
                        List.of("-proc:none", "-d", target.toString()),
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(compiled).as(() -> found.getDiagnostics() + "\n" + source).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
