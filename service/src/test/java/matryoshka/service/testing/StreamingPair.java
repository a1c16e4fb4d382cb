package matryoshka.service.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.embeddedpostgres.Durability;
import matryoshka.embeddedpostgres.EmbeddedPostgres;

/**
 * Two clusters of PostgreSQL: a primary, and a standby that follows it by synchronous streaming replication. Neither waits for its disk, since
 * only processes are killed here.
 */
public final class StreamingPair implements AutoCloseable {
    private final Path primaryHome;
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    private StreamingPair(Path primaryHome, EmbeddedPostgres primary, EmbeddedPostgres standby) {
        this.primaryHome = primaryHome;
        this.primary = primary;
        this.standby = standby;
    }

    /** Starts both below this folder. */
    public static StreamingPair start(Path folder) throws Exception {
        Path first = folder.resolve("primary");
        Path second = folder.resolve("standby");
        try (EmbeddedPostgres original = cluster(first)) {
            // Without this, commits would not wait for the standby either.
            execute(original, "alter role postgres set synchronous_commit = on");
        }
        // At rest, a cluster's files are a base backup.
        copy(first, second);
        configure(first, "synchronous_standby_names = '*'");
        EmbeddedPostgres primary = cluster(first);
        try {
            Files.createFile(second.resolve("data/standby.signal"));
            configure(
                    second,
                    "primary_conninfo = 'host=127.0.0.1 port=" + port(primary) + " user=postgres password="
                            + primary.password() + "'");
            StreamingPair pair = new StreamingPair(first, primary, cluster(second));
            Soon.holds(() -> pair.primaryAnswers("select current_setting('synchronous_commit') = 'on'"
                    + " and exists (select from pg_stat_replication where sync_state = 'sync')"));
            return pair;
        } catch (Exception | Error failed) {
            primary.close();
            throw failed;
        }
    }

    private static EmbeddedPostgres cluster(Path home) {
        return EmbeddedPostgres.in(home)
                .binaries(Path.of("target", "postgres-binaries"))
                .durability(Durability.NONE)
                .start();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void configure(Path home, String line) throws IOException {
        Files.writeString(
                home.resolve("data/postgresql.auto.conf"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String port(EmbeddedPostgres postgres) {
        return postgres.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1");
    }

    /** A URL of both. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port(primary) + ",127.0.0.1:" + port(standby) + "/matryoshka";
    }

    /** A URL of the standby alone. */
    public String standbyUrl() {
        return standby.jdbcUrl();
    }

    public String user() {
        return primary.user();
    }

    public String password() {
        return primary.password();
    }

    /** Kills every process of the primary. */
    public void killPrimary() {
        List<ProcessHandle> servers = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(primaryHome.toString()))
                .toList();
        if (servers.isEmpty()) {
            throw new AssertionError("the primary has no process");
        }
        servers.forEach(ProcessHandle::destroyForcibly);
        servers.forEach(server -> server.onExit().join());
    }

    /** Makes the standby the primary. */
    public void promote() throws SQLException {
        query(standby, "select pg_promote()");
    }

    /** Keeps the standby from applying what it receives. */
    public void pauseReplay() throws SQLException {
        query(standby, "select pg_wal_replay_pause() is null");
    }

    public void resumeReplay() throws SQLException {
        query(standby, "select pg_wal_replay_resume() is null");
    }

    private boolean primaryAnswers(String query) throws SQLException {
        return query(primary, query);
    }

    private static void execute(EmbeddedPostgres server, String command) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute(command);
        }
    }

    private static boolean query(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        // The primary first: it waits for the standby, which must still be there.
        primary.close();
        standby.close();
    }
}
