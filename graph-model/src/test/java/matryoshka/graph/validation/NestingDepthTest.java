package matryoshka.graph.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingDepthTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void it_is_the_depth_of_the_deepest_plan_that_any_service_could_begin(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            GraphDocument document = RandomGraphs.valid(random);
            SortedMap<String, Dependency> forAll = new TreeMap<>();
            document.dependencies().forEach((name, edge) -> forAll.put(name, Edges.clients(edge, List.of())));
            ServiceGraph graph = GraphBuilder.valid(document.withDependencies(forAll));
            int deepest = 0;
            for (Service service : document.services().values()) {
                SortedSet<String> scopes = Sorted.set(service.scopes().keySet());
                deepest = Math.max(
                        deepest,
                        Plans.plan(graph, Plans.ROOMY, "c", scopes.toArray(String[]::new))
                                .depth());
            }
            NestingDepth depth = new NestingDepth(graph);
            assertThat(depth.deeperThan(deepest))
                    .as("seed %d round %d", seed, round)
                    .isEmpty();
            if (deepest > 1) {
                List<Dependency> path = depth.deeperThan(deepest - 1).orElseThrow();
                assertThat(path.stream().filter(edge -> edge.sharing() == Sharing.EMBED))
                        .hasSize(deepest - 1);
            }
        }
    }

    @Test
    void stacked_diamonds_are_no_more_work_than_a_chain() {
        ServiceGraph graph = TestGraphs.stackedDiamonds(200).valid();
        assertThat(new NestingDepth(graph).deeperThan(400)).isPresent();
        assertThat(new NestingDepth(graph).deeperThan(401)).isEmpty();
    }
}
