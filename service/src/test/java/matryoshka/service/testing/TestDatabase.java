package matryoshka.service.testing;

import javax.sql.DataSource;
import matryoshka.service.database.Databases;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jdbi.v3.core.Jdbi;

/** A migrated database for one test or test class, dropped when closed. */
public final class TestDatabase implements AutoCloseable {
    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final Runnable drop;
    private final org.apache.tomcat.jdbc.pool.DataSource pool;
    private final Jdbi jdbi;

    TestDatabase(String jdbcUrl, String user, String password, Runnable drop) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.drop = drop;
        this.pool = new org.apache.tomcat.jdbc.pool.DataSource(pool(jdbcUrl, user, password));
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
        return jdbcUrl;
    }

    /** Superuser of the server, or at least the owner of the database. */
    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Pooled connections. */
    public DataSource dataSource() {
        return pool;
    }

    /** Over {@link #dataSource}, knowing PostgreSQL's types. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Drops the database, whoever is still connected. */
    @Override
    public void close() {
        pool.close(true);
        drop.run();
    }
}
