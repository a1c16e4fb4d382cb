package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishDecision.Refuse;
import matryoshka.service.graph.versions.PublishOutcome.Accepted;
import matryoshka.service.graph.versions.PublishOutcome.Refused;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RandomDocuments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiGraphVersionsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());

    @Test
    void version_0_is_the_empty_graph() {
        assertThat(versions.load(0)).contains(GraphDocument.EMPTY);
    }

    @Test
    void a_version_that_is_not_there_is_empty() {
        assertThat(versions.load(-1)).isEmpty();
        assertThat(versions.load(versions.currentVersion() + 1)).isEmpty();
        assertThat(versions.load(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void every_version_can_be_loaded_for_ever() {
        List<GraphDocument> documents = LongStream.range(0, 40)
                .mapToObj(seed -> new RandomDocuments(seed).next())
                .toList();
        Map<Long, GraphDocument> published = new TreeMap<>();
        for (GraphDocument document : documents) {
            GraphVersion current = publish(document).current();
            assertThat(versions.current()).isEqualTo(new GraphVersion(current.version(), document));
            published.put(current.version(), document);
        }
        published.forEach(
                (version, document) -> assertThat(versions.load(version)).contains(document));
    }

    @Test
    void who_published_when_and_why_is_kept() {
        long version = publish(services("kept")).current().version();
        PublishedVersion kept = POSTGRES.jdbi()
                .withHandle(database -> database.createQuery(
                                "select published_at, published_by, message from graph_version where version = :version")
                        .bind("version", version)
                        .mapTo(PublishedVersion.class)
                        .one());
        assertThat(kept).isEqualTo(new PublishedVersion(NOW, "test", "because"));
    }

    record PublishedVersion(Instant publishedAt, String publishedBy, String message) {}

    @Test
    void only_rows_that_changed_are_written() {
        publish(services("a", "b", "c"));
        long rows = rows();
        GraphDocument changed = with(services("a", "b", "d"), Service.of("a", Map.of("a:new", "")));
        long version = publish(changed).current().version();
        assertThat(rows() - rows).as("a changed, d added").isEqualTo(2);
        assertThat(count("select count(*) from graph_service where until_version = " + version))
                .as("a changed, c removed")
                .isEqualTo(2);
    }

    @Test
    void a_change_that_changes_nothing_makes_no_version() {
        Accepted<String> first = publish(services("same"));
        long rows = rows();
        Accepted<String> second = publish(services("same"));
        assertThat(second.changed()).isFalse();
        assertThat(second.current()).isEqualTo(first.current());
        assertThat(versions.currentVersion()).isEqualTo(first.current().version());
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void a_removed_element_may_come_back() {
        publish(services("phoenix"));
        publish(services("other"));
        long version = publish(services("phoenix")).current().version();
        assertThat(versions.load(version)).contains(services("phoenix"));
        assertThat(versions.load(version - 1)).contains(services("other"));
    }

    @Test
    void a_refusal_writes_nothing_and_tells_its_reason() {
        GraphVersion before = versions.current();
        PublishOutcome<String> outcome = versions.publish(before, (current, names) -> new Refuse<>("no"));
        assertThat(outcome).isEqualTo(new Refused<>("no"));
        assertThat(versions.current()).isEqualTo(before);
    }

    @Test
    void what_the_publisher_throws_ends_the_transaction() {
        GraphVersion before = versions.current();
        assertThatIllegalStateException()
                .isThrownBy(() -> versions.publish(before, (current, names) -> {
                    throw new IllegalStateException("boom");
                }))
                .withMessage("boom");
        assertThat(publish(services("after")).current().version()).isEqualTo(before.version() + 1);
    }

    @Test
    void a_publisher_is_shown_the_current_graph_whatever_the_caller_knew() {
        GraphVersion old = publish(services("old")).current();
        GraphVersion current = publish(services("current")).current();
        for (GraphVersion known : List.of(GraphVersion.NOTHING_PUBLISHED, old, current)) {
            AtomicReference<GraphVersion> shown = new AtomicReference<>();
            versions.publish(known, (graph, names) -> {
                shown.set(graph);
                return new Refuse<>("only looking");
            });
            assertThat(shown.get()).isEqualTo(current);
        }
    }

    @Test
    void what_is_known_is_not_read_again() {
        GraphVersion known = publish(services("known")).current();
        AtomicReference<GraphVersion> shown = new AtomicReference<>();
        versions.publish(known, (graph, names) -> {
            shown.set(graph);
            return new Refuse<>("only looking");
        });
        assertThat(shown.get()).isSameAs(known);
    }

    private Accepted<String> publish(GraphDocument document) {
        return (Accepted<String>) versions.<String>publish(
                GraphVersion.NOTHING_PUBLISHED, (current, names) -> new Publish<>(document, "test", "because", NOW));
    }

    private static GraphDocument services(String... names) {
        Map<String, Service> services = new TreeMap<>();
        Set.of(names).forEach(name -> services.put(name, Service.of(name, Map.of(name + ":read", "Read"))));
        return new GraphDocument(Sorted.map(services), GraphDocument.EMPTY.dependencies());
    }

    private static GraphDocument with(GraphDocument document, Service service) {
        Map<String, Service> services = new TreeMap<>(document.services());
        services.put(service.name(), service);
        return new GraphDocument(Sorted.map(services), document.dependencies());
    }

    private static long rows() {
        return count("select (select count(*) from graph_service) + (select count(*) from graph_dependency)");
    }

    private static long count(String query) {
        return POSTGRES.jdbi()
                .withHandle(database ->
                        database.createQuery(query).mapTo(long.class).one());
    }
}
