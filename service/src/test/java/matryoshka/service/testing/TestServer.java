package matryoshka.service.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import matryoshka.embeddedpostgres.Durability;
import matryoshka.embeddedpostgres.EmbeddedPostgres;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL that tests use: the one named by {@code TEST_DATABASE_URL} (with {@code TEST_DATABASE_USER} and {@code
 * TEST_DATABASE_PASSWORD}, who may create databases), else one in Docker where there is Docker, else our own embedded one.
 *
 * @param jdbcUrl of a database that exists
 * @param stop what ends it, and removes what it wrote
 */
record TestServer(String jdbcUrl, String user, String password, Runnable stop) {
    private static final String IMAGE = "postgres:18-alpine";
    private static final Path BUILD = Path.of("target");

    static TestServer start() {
        return named().or(TestServer::inDocker).orElseGet(TestServer::embedded);
    }

    private static Optional<TestServer> named() {
        return Optional.ofNullable(System.getenv("TEST_DATABASE_URL"))
                .map(url -> new TestServer(
                        url,
                        System.getenv().getOrDefault("TEST_DATABASE_USER", "postgres"),
                        System.getenv().getOrDefault("TEST_DATABASE_PASSWORD", ""),
                        () -> {}));
    }

    private static Optional<TestServer> inDocker() {
        // Without this look, the search for Docker costs a second and logs an error.
        boolean perhaps = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!perhaps || !DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
        container.start();
        return Optional.of(new TestServer(
                container.getJdbcUrl(), container.getUsername(), container.getPassword(), container::stop));
    }

    private static TestServer embedded() {
        try {
            Files.createDirectories(BUILD);
            Path home = Files.createTempDirectory(BUILD, "postgres-test-");
            EmbeddedPostgres postgres = EmbeddedPostgres.in(home)
                    .binaries(BUILD.resolve("postgres-binaries"))
                    .durability(Durability.NONE)
                    .start();
            TestServer server = new TestServer(postgres.jdbcUrl(), postgres.user(), postgres.password(), () -> {
                postgres.close();
                delete(home);
            });
            server.hashPasswordOnce();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("No folder for the test database", e);
        }
    }

    /** Tests open thousands of connections, and each computes the password's hash: 4096 rounds by default, a sixth of all their time. */
    private void hashPasswordOnce() {
        execute("SET scram_iterations = 1; ALTER ROLE CURRENT_USER PASSWORD '" + password + "'");
    }

    private static void delete(Path home) {
        try (var paths = Files.walk(home)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException("The test database left " + home + " behind", e);
        }
    }

    /** The same server's address for another of its databases. */
    String jdbcUrl(String database) {
        return jdbcUrl.replaceFirst("^(jdbc:postgresql:(?://[^/]+/)?)[^?]*", "$1" + database);
    }

    void execute(String command) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refuses: " + command, e);
        }
    }

    @Override
    public String toString() {
        return "TestServer[" + jdbcUrl + "]";
    }
}
