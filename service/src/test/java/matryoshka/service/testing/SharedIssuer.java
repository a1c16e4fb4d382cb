package matryoshka.service.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes an issuer that they share, and a second one on the same database for who asks for {@link Replicas}. For tests that
 * bring their own graph, use unique client ids, and break nothing; others have their own by {@link IssuerExtension}.
 */
public final class SharedIssuer implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedIssuer.class);

    /** Two issuers on one database. */
    public record Replicas(RunningIssuer first, RunningIssuer second) {}

    private static final class Running implements AutoCloseable {
        private final TestDatabase database = TestDatabases.create();
        private final Path dataDir = folder();
        private final RunningIssuer first = RunningIssuer.start(database, dataDir, Map.of());
        private @Nullable RunningIssuer second;

        synchronized Replicas replicas() {
            if (second == null) {
                second = RunningIssuer.start(database, dataDir, Map.of());
            }
            return new Replicas(first, second);
        }

        @Override
        public void close() throws IOException {
            if (second != null) {
                second.close();
            }
            first.close();
            database.close();
            try (var paths = Files.walk(dataDir)) {
                paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("matryoshka");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Set.of(RunningIssuer.class, Replicas.class, TestDatabase.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class);
        Class<?> wanted = parameter.getParameter().getType();
        if (wanted == Replicas.class) {
            return running.replicas();
        }
        return wanted == RunningIssuer.class ? running.first : running.database;
    }
}
