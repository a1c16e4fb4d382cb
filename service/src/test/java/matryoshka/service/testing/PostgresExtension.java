package matryoshka.service.testing;

import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class, and the classes nested in it, a migrated database of its own. Either {@code @RegisterExtension static final
 * PostgresExtension POSTGRES = new PostgresExtension();} or {@code @ExtendWith} and a parameter of type {@link TestDatabase} or {@link
 * Jdbi}.
 */
public final class PostgresExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    private @Nullable TestDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) {
        database = databaseOf(context);
    }

    /** JUnit closes it at the end of the class that was the first to ask. */
    private static TestDatabase databaseOf(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(TestDatabase.class, key -> TestDatabases.create(), TestDatabase.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Set.of(TestDatabase.class, Jdbi.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestDatabase own = databaseOf(context);
        return parameter.getParameter().getType() == Jdbi.class ? own.jdbi() : own;
    }

    public TestDatabase database() {
        if (database == null) {
            throw new IllegalStateException(
                    "The database is there from @BeforeAll on; is the extension's field static?");
        }
        return database;
    }

    public String jdbcUrl() {
        return database().jdbcUrl();
    }

    public String user() {
        return database().user();
    }

    public String password() {
        return database().password();
    }

    public DataSource dataSource() {
        return database().dataSource();
    }

    public Jdbi jdbi() {
        return database().jdbi();
    }
}
