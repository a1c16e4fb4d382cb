package matryoshka.service.testing;

import javax.sql.DataSource;
import matryoshka.service.platform.database.Databases;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jdbi.v3.core.Jdbi;

/** A migrated database for one test or test class, dropped when closed. */
public final class TestDatabase implements AutoCloseable {
    private final TestServer server;
    private final String name;
    private final Runnable drop;
    private final org.apache.tomcat.jdbc.pool.DataSource pool;
    private final Jdbi jdbi;

    TestDatabase(TestServer server, String name, Runnable drop) {
        this.server = server;
        this.name = name;
        this.drop = drop;
        this.pool = new org.apache.tomcat.jdbc.pool.DataSource(
                pool(server.jdbcUrl(name), server.user(), server.password()));
        this.jdbi = Databases.jdbi(pool);
    }

    /** Each new connection costs a password exchange; tests make many. */
    private static PoolProperties pool(String jdbcUrl, String user, String password) {
        PoolProperties properties = new PoolProperties();
        properties.setDriverClassName("org.postgresql.Driver");
        properties.setUrl(jdbcUrl);
        properties.setUsername(user);
        properties.setPassword(password);
        properties.setInitialSize(0);
        properties.setMinIdle(0);
        properties.setMaxActive(16);
        properties.setMaxIdle(16);
        return properties;
    }

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Another database with what this one holds now, as a backup is. Nobody else may be connected to this one. */
    public TestDatabase copy() {
        pool.purge();
        return TestDatabases.copy(name);
    }

    /** Superuser of the server, or at least the owner of the database. */
    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** Pooled connections. */
    public DataSource dataSource() {
        return pool;
    }

    /** Over {@link #dataSource}, knowing PostgreSQL's types. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Ends every connection and admits no more, as if the server were away. */
    public void goAway() {
        server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Ends {@link #goAway}. */
    public void comeBack() {
        server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    /** Drops the database, whoever is still connected. */
    @Override
    public void close() {
        pool.close(true);
        drop.run();
    }
}
