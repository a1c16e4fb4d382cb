package matryoshka.service.testing;

import java.util.UUID;
import matryoshka.service.database.Databases;
import matryoshka.service.database.Migrations;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database of the test class's own, on the server that {@code TEST_DATABASE_URL} names. */
public final class PostgresExtension implements BeforeAllCallback {
    private @Nullable Jdbi jdbi;

    @Override
    public void beforeAll(ExtensionContext context) {
        String server = System.getenv("TEST_DATABASE_URL");
        Assumptions.assumeTrue(server != null, "TEST_DATABASE_URL names no server");
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        Databases.jdbi(source(server)).useHandle(admin -> admin.execute("create database " + name));
        PGSimpleDataSource own = source(server);
        own.setDatabaseName(name);
        Migrations.run(own);
        jdbi = Databases.jdbi(own);
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
    }

    public Jdbi jdbi() {
        if (jdbi == null) {
            throw new IllegalStateException("not started");
        }
        return jdbi;
    }
}
