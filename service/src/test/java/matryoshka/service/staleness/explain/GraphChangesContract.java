package matryoshka.service.staleness.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.staleness.explain.GraphChanges.Concern;
import matryoshka.service.testing.PlayedIssuer;
import org.junit.jupiter.api.Test;

/** What callers rely on: {@link JdbiGraphChanges} and {@link InMemoryGraphChanges} both pass. Earlier tests may have published. */
abstract class GraphChangesContract {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final String SERVICES =
            "services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': '', 'b:y': ''}}, c: {}}\n";
    private static final String A_TO_B = SERVICES + "dependencies: {ab: {from: a, to: b, grants: ['b:x']}}";

    /** The same of a dependency that no other test publishes. */
    private static final String FORMED = A_TO_B.replace("{ab:", "{formed:");

    abstract GraphVersions versions();

    abstract GraphChanges changes();

    @Test
    void a_dependency_has_the_form_of_the_version_that_changed_it_last() {
        long without = publish(SERVICES);
        long first = publish(FORMED);
        long unrelated = publish(FORMED.replace("c: {}", "c: {description: new}"));
        long second = publish(FORMED.replace("'b:x']", "'b:x', 'b:y']"));
        long removed = publish(SERVICES);

        assertThat(changes().forms(Set.of("formed", "unknown"), without)).isEmpty();
        assertThat(formOf("formed", first)).isEqualTo(first);
        assertThat(formOf("formed", unrelated)).isEqualTo(first);
        assertThat(formOf("formed", second)).isEqualTo(second);
        assertThat(formOf("formed", removed)).as("the last that it had").isEqualTo(second);
    }

    @Test
    void versions_that_touch_the_services_of_a_token_are_told_the_latest_first() {
        long start = publish(SERVICES);
        long described = publish(SERVICES.replace("c: {}", "c: {description: other}"));
        long added = publish(A_TO_B);

        List<GraphChange> all = changes().concerning(new Concern(names("a", "c"), names()), start, added, 10);

        assertThat(all)
                .containsExactly(
                        // Service c became what it was before.
                        new GraphChange(version(added), List.of("c"), List.of("ab")),
                        new GraphChange(version(described), List.of("c"), List.of()));
        assertThat(changes().concerning(new Concern(names("a", "c"), names()), start, added, 1))
                .hasSize(1);
        assertThat(changes().concerning(new Concern(names("a", "c"), names()), added, added, 10))
                .isEmpty();
    }

    @Test
    void dependencies_on_the_path_count_where_they_lead_along_it() {
        long start = publish(SERVICES);
        long added = publish(A_TO_B);

        assertThat(concerning(names("c"), names("a", "b"), start, added))
                .extracting(GraphChange::dependencies)
                .containsExactly(List.of("ab"));
        assertThat(concerning(names("c"), names("a"), start, added))
                .as("it leads to a sibling")
                .isEmpty();
        assertThat(concerning(names("b"), names(), start, added))
                .as("it leads to the token, not from it")
                .isEmpty();
    }

    private List<GraphChange> concerning(SortedSet<String> own, SortedSet<String> path, long after, long upTo) {
        return changes().concerning(new Concern(own, path), after, upTo, 10);
    }

    private long formOf(String dependency, long version) {
        Map<String, PublishedVersion> forms = changes().forms(Set.of(dependency, "unknown"), version);
        assertThat(forms).containsOnlyKeys(dependency);
        return forms.values().iterator().next().version();
    }

    private long publish(String graph) {
        versions()
                .<String>publish(
                        GraphVersion.NOTHING_PUBLISHED,
                        (current, names) -> new Publish<>(PlayedIssuer.document(graph), "test", "because", NOW));
        return versions().currentVersion();
    }

    private static PublishedVersion version(long number) {
        return new PublishedVersion(number, NOW, "test", "because");
    }

    private static SortedSet<String> names(String... names) {
        return Sorted.set(List.of(names));
    }
}
