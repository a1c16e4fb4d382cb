package matryoshka.service.start;

import java.nio.file.Path;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.database.Migrations;
import matryoshka.service.start.settings.DatabaseSettings;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The issuer's database for a command that ends. Migrates it. */
final class CommandDatabase implements AutoCloseable {
    private final @Nullable EmbeddedPostgres embedded;
    private final Jdbi jdbi;

    CommandDatabase(DatabaseSettings settings, Path dataDir) {
        this.embedded = settings.isEmbedded() ? StartDatabase.embedded(settings, dataDir) : null;
        PGSimpleDataSource database = StartDatabase.withoutTimeouts(settings);
        Migrations.run(database);
        this.jdbi = Databases.jdbi(database);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
