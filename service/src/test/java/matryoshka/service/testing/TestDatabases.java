package matryoshka.service.testing;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Makes databases for tests: one is migrated, once in this JVM, and copied for whoever asks. */
public final class TestDatabases {
    private static @Nullable TestDatabases shared;

    private final TestServer server;
    /** The server may be shared, and may have leftovers of earlier runs. */
    private final String prefix = "test_" + UUID.randomUUID().toString().substring(0, 8) + "_";

    private final String template = prefix + "template";
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    private TestDatabases(TestServer server) {
        this.server = server;
        server.execute("CREATE DATABASE " + template);
        alive.add(template);
        Flyway.configure()
                .dataSource(server.jdbcUrl(template), server.user(), server.password())
                .locations("classpath:matryoshka/migrations")
                .load()
                .migrate();
    }

    /** A fresh, migrated database; whoever asked closes it. The server is started by the first call and ends with the JVM. */
    public static TestDatabase create() {
        return shared().copyOf(shared().template);
    }

    private static synchronized TestDatabases shared() {
        if (shared == null) {
            TestServer server = TestServer.start();
            TestDatabases databases = new TestDatabases(server);
            Runtime.getRuntime().addShutdownHook(new Thread(databases::end, "test-databases"));
            shared = databases;
        }
        return shared;
    }

    /** Another one with what a database holds. */
    static TestDatabase copy(String original) {
        return shared().copyOf(original);
    }

    private TestDatabase copyOf(String original) {
        String name = prefix + made.incrementAndGet();
        server.execute("CREATE DATABASE " + name + " TEMPLATE " + original);
        alive.add(name);
        return new TestDatabase(server, name, () -> drop(name));
    }

    private void drop(String name) {
        server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        alive.remove(name);
    }

    private void end() {
        alive.forEach(this::drop);
        server.stop().run();
    }
}
