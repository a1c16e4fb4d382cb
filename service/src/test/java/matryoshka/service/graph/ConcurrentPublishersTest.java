package matryoshka.service.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.graph.versions.PublishDecision;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishOutcome.Accepted;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrentPublishersTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int PUBLISHERS = 16;
    private static final int CHANGES_EACH = 10;

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());

    @Test
    void publishers_get_distinct_consecutive_versions_and_lose_no_update() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
        try {
            List<Callable<List<Long>>> publishers = IntStream.range(0, PUBLISHERS)
                    .<Callable<List<Long>>>mapToObj(publisher -> () -> addServices(publisher))
                    .toList();
            List<Long> published = new ArrayList<>();
            for (Future<List<Long>> future : threads.invokeAll(publishers)) {
                published.addAll(future.get());
            }
            long all = (long) PUBLISHERS * CHANGES_EACH;
            assertThat(published)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, all).boxed().toList());
            assertThat(versions.current().document().services()).hasSize((int) all);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Long> addServices(int publisher) {
        List<Long> published = new ArrayList<>();
        GraphVersion known = GraphVersion.NOTHING_PUBLISHED;
        for (int change = 0; change < CHANGES_EACH; change++) {
            Service added = Service.of("s." + publisher + "." + change, Map.of());
            known = ((Accepted<String>) versions.<String>publish(known, (current, names) -> adding(added, current)))
                    .current();
            published.add(known.version());
        }
        return published;
    }

    private static PublishDecision<String> adding(Service added, GraphVersion current) {
        Map<String, Service> services = new TreeMap<>(current.document().services());
        services.put(added.name(), added);
        GraphDocument document =
                new GraphDocument(Sorted.map(services), current.document().dependencies());
        return new Publish<>(document, "test", null, Instant.EPOCH);
    }
}
