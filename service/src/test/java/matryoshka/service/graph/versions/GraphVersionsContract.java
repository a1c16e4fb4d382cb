package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.Precedents.FormerHolder;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishDecision.Refuse;
import matryoshka.service.graph.versions.PublishOutcome.Accepted;
import matryoshka.service.graph.versions.PublishOutcome.Refused;
import matryoshka.service.testing.RandomDocuments;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What callers rely on: {@link JdbiGraphVersions} and {@link InMemoryGraphVersions} both pass. Earlier tests may have published. */
abstract class GraphVersionsContract {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

    /** The versions, the same throughout a test. */
    abstract GraphVersions versions();

    /** Registers a client. */
    abstract void register(String clientId);

    @Test
    void version_0_is_the_empty_graph() {
        assertThat(versions().load(0)).contains(GraphDocument.EMPTY);
    }

    @Test
    void an_unknown_version_is_empty() {
        assertThat(versions().load(-1)).isEmpty();
        assertThat(versions().load(versions().currentVersion() + 1)).isEmpty();
        assertThat(versions().load(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void every_version_can_be_loaded_for_ever() {
        List<GraphDocument> documents = LongStream.range(0, 40)
                .mapToObj(seed -> new RandomDocuments(seed).next())
                .toList();
        Map<Long, GraphDocument> published = new TreeMap<>();
        for (GraphDocument document : documents) {
            GraphVersion current = publish(document).current();
            assertThat(versions().current()).isEqualTo(new GraphVersion(current.version(), document));
            published.put(current.version(), document);
        }
        published.forEach(
                (version, document) -> assertThat(versions().load(version)).contains(document));
    }

    @Test
    void a_removed_element_can_be_added_again() {
        publish(services("phoenix"));
        publish(services("other"));
        long version = publish(services("phoenix")).current().version();
        assertThat(versions().load(version)).contains(services("phoenix"));
        assertThat(versions().load(version - 1)).contains(services("other"));
    }

    @Test
    void a_refusal_writes_nothing_and_returns_its_reason() {
        GraphVersion before = versions().current();
        PublishOutcome<String> outcome = versions().publish(before, (current, names) -> new Refuse<>("no"));
        assertThat(outcome).isEqualTo(new Refused<>("no"));
        assertThat(versions().current()).isEqualTo(before);
    }

    @Test
    void an_exception_in_the_decision_rolls_back() {
        GraphVersion before = versions().current();
        assertThatIllegalStateException()
                .isThrownBy(() -> versions().publish(before, (current, names) -> {
                    throw new IllegalStateException("boom");
                }))
                .withMessage("boom");
        assertThat(publish(services("after")).current().version()).isEqualTo(before.version() + 1);
    }

    @Test
    void the_decision_gets_the_current_graph() {
        GraphVersion old = publish(services("old")).current();
        GraphVersion current = publish(services("current")).current();
        for (GraphVersion known : List.of(GraphVersion.NOTHING_PUBLISHED, old, current)) {
            AtomicReference<GraphVersion> shown = new AtomicReference<>();
            versions().publish(known, (graph, names) -> {
                shown.set(graph);
                return new Refuse<>("only looking");
            });
            assertThat(shown.get()).isEqualTo(current);
        }
    }

    @Test
    void a_known_version_is_not_read_again() {
        GraphVersion known = publish(services("known")).current();
        AtomicReference<GraphVersion> shown = new AtomicReference<>();
        versions().publish(known, (graph, names) -> {
            shown.set(graph);
            return new Refuse<>("only looking");
        });
        assertThat(shown.get()).isSameAs(known);
    }

    @Test
    void a_change_that_changes_nothing_makes_no_version() {
        Accepted<String> first = publish(services("same"));
        Accepted<String> second = publish(services("same"));
        assertThat(second.changed()).isFalse();
        assertThat(second.current()).isEqualTo(first.current());
        assertThat(versions().currentVersion()).isEqualTo(first.current().version());
    }

    @Test
    void the_history_tells_who_published_when_and_why_the_latest_first_and_goes_on_below_a_version() {
        long first = publish(services("told-1")).current().version();
        publish(services("told-2"));
        publish(services("told-3"));

        List<PublishedVersion> latest = versions().history(Long.MAX_VALUE, 2);
        List<PublishedVersion> next = versions().history(first + 1, 1);

        assertThat(latest).extracting(PublishedVersion::version).containsExactly(first + 2, first + 1);
        assertThat(next).containsExactly(new PublishedVersion(first, NOW, "test", "because"));
    }

    @Test
    void the_history_of_an_element_tells_what_added_changed_and_removed_it() {
        long added =
                publish(documentOf(service("traced", null, "one"))).current().version();
        publish(documentOf(service("traced", null, "one"), service("untraced", null, "one")));
        long changed =
                publish(documentOf(service("traced", null, "two"))).current().version();
        long removed = publish(documentOf()).current().version();
        GraphElement traced = new GraphElement(GraphElement.Kind.SERVICE, "traced");

        assertThat(versions().history(traced, Long.MAX_VALUE, 10))
                .extracting(PublishedVersion::version)
                .containsExactly(removed, changed, added);
        assertThat(versions().history(traced, removed, 1))
                .extracting(PublishedVersion::version)
                .containsExactly(changed);
        assertThat(versions().history(new GraphElement(GraphElement.Kind.DEPENDENCY, "traced"), Long.MAX_VALUE, 10))
                .isEmpty();
    }

    @Test
    void what_is_read_since_a_version_is_the_current_graph_and_the_same_object_if_nothing_changed() {
        GraphVersion old = publish(services("since-1")).current();
        GraphVersion current = publish(services("since-2")).current();

        assertThat(versions().since(old)).isEqualTo(current);
        assertThat(versions().since(current)).isSameAs(current);
    }

    @Test
    void each_version_has_a_mark_of_its_own() {
        long first = publish(services("marked-1")).current().version();
        publish(services("marked-2"));

        Map<Long, String> marks = versions().marks(List.of(first, first + 1, first + 2));

        assertThat(marks).containsOnlyKeys(first, first + 1);
        assertThat(marks.values()).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(versions().marks(List.of(first))).containsEntry(first, marks.get(first));
    }

    @Test
    void a_publisher_is_shown_which_names_are_clients() {
        register("bank");

        assertThat(versions().precedents().clients(Set.of("bank", "nobody"))).containsExactly("bank");
        versions().publish(versions().current(), (current, names) -> {
            assertThat(names.clients(Set.of("bank", "nobody"))).containsExactly("bank");
            return new Refuse<>("only looking");
        });
    }

    @Test
    void a_released_name_is_remembered_until_it_is_used_again() {
        GraphName name = new GraphName(GraphName.Kind.SCOPE, "payer:read");
        publish(documentOf(service("payer", null, "cashiers", "payer:read")));
        assertThat(versions().precedents().released(Set.of(name))).isEmpty();

        publish(documentOf(service("payer", null, "cashiers")));
        assertThat(versions().precedents().released(Set.of(name)))
                .containsExactly(entry(name, held("payer", "cashiers")));

        publish(documentOf(service("payer", null, "bankers")));
        publish(documentOf());
        assertThat(versions().precedents().released(Set.of(name)))
                .as("the owners it had when it was removed")
                .containsExactly(entry(name, held("payer", "bankers")));

        publish(documentOf(service("thief", null, "thief", "payer:read")));
        assertThat(versions().precedents().released(Set.of(name))).isEmpty();
        publish(documentOf(service("thief", null, "thief")));
        assertThat(versions().precedents().released(Set.of(name))).containsExactly(entry(name, held("thief", "thief")));
    }

    @Test
    void an_audience_is_remembered_in_its_normal_form() {
        GraphName name = new GraphName(GraphName.Kind.AUDIENCE, "https://pay.example/");
        publish(documentOf(service("pay", "HTTPS://Pay.example:443", "cashiers")));
        publish(documentOf(service("pay", "https://pay.example", "cashiers")));
        assertThat(versions().precedents().released(Set.of(name))).isEmpty();

        publish(documentOf(service("pay", null, "cashiers")));

        assertThat(versions().precedents().released(Set.of(name)))
                .containsExactly(entry(name, held("pay", "cashiers")));
    }

    final Accepted<String> publish(GraphDocument document) {
        return (Accepted<String>) versions()
                .<String>publish(
                        GraphVersion.NOTHING_PUBLISHED,
                        (current, names) -> new Publish<>(document, "test", "because", NOW));
    }

    static GraphDocument services(String... names) {
        Map<String, Service> services = new TreeMap<>();
        Set.of(names).forEach(name -> services.put(name, Service.of(name, Map.of(name + ":read", "Read"))));
        return new GraphDocument(Sorted.map(services), GraphDocument.EMPTY.dependencies());
    }

    static GraphDocument with(GraphDocument document, Service service) {
        Map<String, Service> services = new TreeMap<>(document.services());
        services.put(service.name(), service);
        return new GraphDocument(Sorted.map(services), document.dependencies());
    }

    private static GraphDocument documentOf(Service... services) {
        Map<String, Service> byName = new TreeMap<>();
        List.of(services).forEach(service -> byName.put(service.name(), service));
        return GraphDocument.EMPTY.withServices(byName);
    }

    private static FormerHolder held(String service, String owner) {
        return new FormerHolder(service, Sorted.set(List.of(owner)));
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
