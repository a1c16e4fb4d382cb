package matryoshka.service.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a whole issuer on a database of its own: as a parameter of type {@link RunningIssuer}. Either {@code @ExtendWith}, or
 * {@code @RegisterExtension} for one that is configured in another way than the shipped file does.
 */
public final class IssuerExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private final Map<String, String> changes;
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
            database = TestDatabases.create();
            dataDir = Files.createTempDirectory("matryoshka");
            issuer = RunningIssuer.start(database, dataDir, changes);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (context.getTestClass().map(Class::isMemberClass).orElse(false)) {
            return;
        }
        if (issuer != null) {
            issuer.close();
        }
        if (database != null) {
            database.close();
        }
        if (dataDir != null) {
            try (var paths = Files.walk(dataDir)) {
                paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningIssuer.class;
    }

    @Override
    public RunningIssuer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (issuer == null) {
            throw new IllegalStateException("The issuer is there from @BeforeAll on; is the extension's field static?");
        }
        return issuer;
    }
}
