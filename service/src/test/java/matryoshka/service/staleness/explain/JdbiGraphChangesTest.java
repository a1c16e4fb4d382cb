package matryoshka.service.staleness.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.staleness.explain.GraphChanges.Concern;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RandomDocuments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiGraphChangesTest extends GraphChangesContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());

    @Override
    GraphVersions versions() {
        return versions;
    }

    @Override
    GraphChanges changes() {
        return new JdbiGraphChanges(POSTGRES.jdbi());
    }

    @Test
    void of_any_history_it_tells_what_a_comparison_of_the_documents_tells() {
        Random random = new Random(7);
        Set<String> services = new TreeSet<>();
        Set<String> dependencies = new TreeSet<>();
        for (long seed = 0; seed < 15; seed++) {
            GraphDocument document = new RandomDocuments(seed).next();
            services.addAll(document.services().keySet());
            dependencies.addAll(document.dependencies().keySet());
            versions.<String>publish(
                    GraphVersion.NOTHING_PUBLISHED, (current, names) -> new Publish<>(document, "test", null, NOW));
        }
        GraphChanges literal = new InMemoryGraphChanges(versions);
        long last = versions.currentVersion();
        int told = 0;
        for (int round = 0; round < 20; round++) {
            Concern concern = new Concern(some(services, random), some(services, random));
            long after = last - 1 - random.nextInt(12);
            List<GraphChange> changes = changes().concerning(concern, after, last, 5);
            assertThat(changes)
                    .as("%s after %d", concern, after)
                    .isEqualTo(literal.concerning(concern, after, last, 5));
            told += changes.size();
        }
        assertThat(told).isGreaterThan(20);
        assertThat(changes().forms(dependencies, last)).isEqualTo(literal.forms(dependencies, last));
    }

    private static SortedSet<String> some(Set<String> names, Random random) {
        List<String> all = new ArrayList<>(names);
        SortedSet<String> some = new TreeSet<>();
        for (int count = 0; count < 4; count++) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }
}
