package matryoshka.service.platform.console;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the console: those of the module {@code console}, and those files of libraries that it uses. Nothing else on the class path
 * can be reached. Files are read once; there are only as many as were built in.
 */
final class ConsoleFiles {
    /** A file of our own. No name begins with a dot, so that no path leads upward. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z][a-z0-9-]*/){0,3}[a-z][a-z0-9-]*\\.([a-z]+)");

    private static final int MAX_NAME_LENGTH = 100;

    private static final String FOLDER = "/matryoshka/console/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    /** The only files of libraries that are served, and where their jars have them. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lib/js-yaml.js", "/META-INF/resources/webjars/js-yaml/4.1.1/dist/js-yaml.mjs",
            "lib/viz.js", "/META-INF/resources/_static/at/viz-js/viz/3.29.0/dist/viz.js");

    private final Map<String, ConsoleFile> read = new ConcurrentHashMap<>();

    /** Returns a file; empty if there is none of this name. */
    Optional<ConsoleFile> file(String name) {
        ConsoleFile known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var ending = NAME.matcher(name);
        if (name.length() > MAX_NAME_LENGTH || !ending.matches() || !TYPES.containsKey(ending.group(1))) {
            return Optional.empty();
        }
        Optional<ConsoleFile> file = content(LIBRARIES.getOrDefault(name, FOLDER + name))
                .map(content -> new ConsoleFile(
                        TYPES.get(ending.group(1)),
                        Hashing.sha256()
                                .hashString(content, StandardCharsets.UTF_8)
                                .toString()
                                .substring(0, 32),
                        content));
        file.ifPresent(found -> read.put(name, found));
        return file;
    }

    private static Optional<String> content(String path) {
        try (InputStream file = ConsoleFiles.class.getResourceAsStream(path)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
