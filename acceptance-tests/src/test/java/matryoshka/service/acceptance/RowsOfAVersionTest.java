package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A version writes only the rows that it changed, whatever the size of the graph. */
@ExtendWith(SharedIssuer.class)
class RowsOfAVersionTest {
    private static final int SERVICES = 200;

    private Caller admin;

    @BeforeEach
    void publish_a_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        issuer.publish("services:\n"
                + IntStream.range(0, SERVICES)
                        .mapToObj("  s%1$d: {scopes: {\"s%1$d:x\": \"\"}}"::formatted)
                        .collect(Collectors.joining("\n"))
                + "\ndependencies: {e: {from: s0, to: s1, grants: ['s1:x']}}\ninvariants: {d: {max_depth: 5}}");
    }

    @Test
    void only_what_changed_is_written(TestDatabase database) throws Exception {
        List<Long> before = rows(database);

        admin.patch("/graph", "services: {s7: {description: Otherwise}}");
        assertThat(grown(before, rows(database))).containsExactly(1L, 1L, 0L, 0L);
        admin.delete("/graph/services/s8");
        assertThat(grown(before, rows(database))).containsExactly(2L, 1L, 0L, 0L);
        admin.put("/graph/dependencies/e", "{from: s0, to: s2, grants: ['s2:x']}");
        assertThat(grown(before, rows(database))).containsExactly(3L, 1L, 1L, 0L);
        admin.patch("/graph", "invariants: {d: {max_depth: 6}}");
        assertThat(grown(before, rows(database))).containsExactly(4L, 1L, 1L, 1L);
        admin.patch("/graph", "{}");
        assertThat(grown(before, rows(database))).containsExactly(4L, 1L, 1L, 1L);
    }

    @Test
    void a_restore_writes_what_differs(RunningIssuer issuer, TestDatabase database) throws Exception {
        long version = issuer.publish(issuer.read("/graph").toString());
        admin.delete("/graph/services/s9");
        List<Long> before = rows(database);

        admin.post("/graph/versions/" + version + "/restore");

        assertThat(grown(before, rows(database))).containsExactly(1L, 1L, 0L, 0L);
    }

    private static List<Long> grown(List<Long> before, List<Long> after) {
        return IntStream.range(0, before.size())
                .mapToObj(table -> after.get(table) - before.get(table))
                .toList();
    }

    private static List<Long> rows(TestDatabase database) {
        return List.of("graph_version", "graph_service", "graph_dependency", "graph_invariant").stream()
                .map(table -> database.jdbi()
                        .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                                .mapTo(long.class)
                                .one()))
                .toList();
    }
}
