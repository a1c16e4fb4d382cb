package matryoshka.service.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.testing.PostgresExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Former names in the graph, and their last owners. */
class ReleasedNamesTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());

    /** The migration reads existing versions, and publishers each new one. Both must record the same. */
    @Test
    void the_migration_and_publishers_record_the_same_names() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            publish(services(random));
        }
        publish(service("spelled", "HTTPS://Released.example:443", ""));
        publish(service("spelled", "http://released.example:443?x", ""));
        publish();
        List<String> kept = names();

        POSTGRES.jdbi().useHandle(database -> {
            database.execute("delete from graph_released_name");
            database.execute(findingInHistory());
        });

        assertThat(names()).isEqualTo(kept).hasSizeGreaterThan(40);
    }

    private static String findingInHistory() {
        try (InputStream file =
                ReleasedNamesTest.class.getResourceAsStream("/matryoshka/migrations/V015__released_names.sql")) {
            String migration = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return migration.substring(migration.indexOf("with past as"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Services that have some of forty scopes and ten audiences among them, each of which has one owner at most. */
    private static Service[] services(Random random) {
        Service[] services = new Service[5];
        for (int number = 0; number < services.length; number++) {
            Set<String> scopes = new TreeSet<>();
            for (int scope = number; scope < 40; scope += services.length) {
                if (random.nextInt(3) == 0) {
                    scopes.add("n:" + scope);
                }
            }
            String audience = "https://" + (number + random.nextInt(2) * services.length) + ".example/";
            services[number] = service(
                    "n" + (number + random.nextInt(3) * services.length),
                    random.nextBoolean() ? audience : null,
                    "",
                    scopes.toArray(String[]::new));
        }
        return services;
    }

    private static List<String> names() {
        return POSTGRES.jdbi()
                .withHandle(database ->
                        database.createQuery("""
                        select concat_ws(' ', kind, name, service, released_in) from graph_released_name order by kind, name
                        """).mapTo(String.class).list());
    }

    private void publish(Service... services) {
        Map<String, Service> byName = new TreeMap<>();
        for (Service service : services) {
            byName.put(service.name(), service);
        }
        versions.<String>publish(
                GraphVersion.NOTHING_PUBLISHED,
                (current, names) ->
                        new Publish<>(GraphDocument.EMPTY.withServices(byName), "test", null, Instant.EPOCH));
    }

    private static Service service(String name, @Nullable String audience, String owner, String... scopes) {
        Map<String, String> described = new TreeMap<>();
        List.of(scopes).forEach(scope -> described.put(scope, ""));
        return new Service(
                name,
                audience,
                null,
                null,
                Sorted.set(owner.isEmpty() ? List.of() : List.of(owner)),
                null,
                Sorted.map(described),
                ServiceKeys.NONE);
    }
}
