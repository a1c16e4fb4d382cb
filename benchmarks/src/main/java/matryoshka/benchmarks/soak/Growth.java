package matryoshka.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.benchmarks.http.ServerProcess;
import matryoshka.embeddedpostgres.EmbeddedPostgres;

/** What grows in an issuer and its database, read every ten seconds. */
final class Growth implements AutoCloseable {
    private static final Pattern HEAP_USED = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"} (\\S+)$");
    private static final int PERIOD_SECONDS = 10;

    private final URI metrics;
    private final EmbeddedPostgres postgres;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Growth(ServerProcess server, EmbeddedPostgres postgres) {
        this.metrics = URI.create("http://localhost:" + server.adminPort() + "/metrics");
        this.postgres = postgres;
    }

    /** @param rows the number of rows by table */
    record Reading(long heapMebibytes, Map<String, Long> rows) {}

    void start() {
        var unused = clock.scheduleAtFixedRate(this::read, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    List<Reading> readings() {
        return List.copyOf(readings);
    }

    private void read() {
        try {
            readings.add(new Reading(heap(), rows()));
        } catch (IOException | SQLException failed) {
            System.err.println("no reading: " + failed.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long heap() throws IOException, InterruptedException {
        String body = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        Matcher used = HEAP_USED.matcher(body);
        if (!used.find()) {
            throw new IOException("no figure of the heap in the metrics");
        }
        return (long) Double.parseDouble(used.group(1)) / (1024 * 1024);
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet count = statement.executeQuery("select count(*) from \"" + table + "\"")) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
