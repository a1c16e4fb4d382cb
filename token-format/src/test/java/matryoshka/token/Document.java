package matryoshka.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The code that {@code docs/token-anatomy.md} shows, taken from its text. */
final class Document {
    private static final Path FILE = Path.of("..", "docs", "token-anatomy.md");

    private static final String JAVA_IMPORTS = """
            import static java.nio.charset.StandardCharsets.*;
            import java.nio.*;
            import java.nio.charset.*;
            import java.util.*;
            import java.util.regex.*;
            import java.util.stream.*;
            import java.util.zip.*;
            """;

    private Document() {}

    /** The n-th block of code in a language, from 0. */
    static String code(String language, int n) {
        Matcher block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```\n").matcher(text());
        for (int i = 0; i <= n; i++) {
            if (!block.find()) {
                throw new AssertionError("no block of " + language + " in " + FILE);
            }
        }
        return block.group(1);
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks as the document does in Java. */
    @FunctionalInterface
    interface Unpack {
        List<String> unpack(String token) throws ReflectiveOperationException;
    }

    /** @param directory to compile into */
    static Unpack java(Path directory) throws IOException, ReflectiveOperationException {
        Path source = directory.resolve("Unpacking.java");
        Files.writeString(source, JAVA_IMPORTS + "public class Unpacking {\n" + "public " + code("java", 0) + "}\n");
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        if (result != 0) {
            throw new AssertionError("the Java of " + FILE + " does not compile");
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        Method unpack = loader.loadClass("Unpacking").getMethod("unpack", String.class);
        return token -> strings(unpack, token);
    }

    private static List<String> strings(Method unpack, String token) throws ReflectiveOperationException {
        return ((List<?>) unpack.invoke(null, token))
                .stream().map(String.class::cast).toList();
    }

    /** Whether the code refused, by an exception of its own. */
    static boolean refuses(Unpack unpack, String token) throws ReflectiveOperationException {
        try {
            unpack.unpack(token);
            return false;
        } catch (InvocationTargetException refused) {
            return true;
        }
    }
}
