package matryoshka.service.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class, and the classes nested in it, a whole issuer on a database of its own: as parameters of type {@link RunningIssuer}
 * and {@link TestDatabase}. Either {@code @ExtendWith}, or {@code @RegisterExtension} for one that is configured in another way than the
 * shipped file does.
 */
public final class IssuerExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private final Map<String, String> changes;
    private String owner = "";
    private @Nullable TestDatabase database;
    private @Nullable Path dataDir;
    private @Nullable RunningIssuer issuer;

    public IssuerExtension() {
        this(Map.of());
    }

    /** @param changes to the shipped configuration, by dotted key */
    public IssuerExtension(Map<String, String> changes) {
        this.changes = Map.copyOf(changes);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (issuer == null) {
            owner = context.getUniqueId();
            database = TestDatabases.create();
            dataDir = Files.createTempDirectory("matryoshka");
            issuer = RunningIssuer.start(database, dataDir, changes);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (!owner.equals(context.getUniqueId())) {
            return;
        }
        if (issuer != null) {
            issuer.close();
        }
        if (database != null) {
            database.close();
        }
        if (dataDir != null) {
            delete(dataDir);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Set.of(RunningIssuer.class, TestDatabase.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Object wanted = parameter.getParameter().getType() == RunningIssuer.class ? issuer : database;
        return Objects.requireNonNull(wanted, "It is there from @BeforeAll on; is the extension's field static?");
    }
}
