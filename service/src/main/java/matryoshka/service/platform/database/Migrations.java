package matryoshka.service.platform.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates the database to the schema that this release needs. */
public final class Migrations {
    private Migrations() {}

    /**
     * Runs pending migrations. Several instances may call this at once.
     *
     * @return how many migrations were run
     * @throws MigrationFailedException if the schema is not what this release needs and cannot be migrated to it
     */
    public static int run(DataSource database) {
        try {
            return Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:matryoshka/migrations")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .placeholderReplacement(false)
                    .cleanDisabled(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException fault) {
            throw new MigrationFailedException(fault);
        }
    }
}
