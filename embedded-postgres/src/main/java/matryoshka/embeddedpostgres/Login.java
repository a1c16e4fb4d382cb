package matryoshka.embeddedpostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The superuser's login. */
record Login(int port, String password) {
    static final String SUPERUSER = "postgres";
    static final String DATABASE = "matryoshka";

    /** The database that every cluster has. */
    private static final String MAINTENANCE = "postgres";

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(MAINTENANCE), properties);
    }

    void createDatabase() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            boolean exists;
            try (var found =
                    statement.executeQuery("SELECT datname FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                exists = found.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    @Override
    public String toString() {
        return "Login[port=" + port + "]";
    }
}
