package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.testing.PostgresExtension;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTriggersTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Version 1 has "a"; version 2 has another "a" and "b". */
    @BeforeAll
    static void publishTwice() {
        publish(Map.of("a", Service.of("a", Map.of("a:read", ""))));
        publish(Map.of("a", Service.of("a", Map.of("a:write", "")), "b", Service.of("b", Map.of())));
    }

    private static void publish(Map<String, Service> services) {
        GraphDocument document = GraphDocument.EMPTY
                .withServices(services)
                .withInvariants(Map.of("flat", new Invariant.MaxDepth("flat", 3)));
        new JdbiGraphVersions(POSTGRES.jdbi())
                .publish(
                        GraphVersion.NOTHING_PUBLISHED,
                        (current, names) -> new Publish<>(document, "test", null, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update graph_version set message = 'better'",
                "delete from graph_version where version = 2",
                "truncate graph_version cascade",
                "update graph_service set description = 'better' where name = 'b'",
                "update graph_service set until_version = 3, description = 'better' where name = 'b'",
                "update graph_service set until_version = null where until_version = 2",
                "update graph_service set until_version = 2 where name = 'b'",
                "update graph_service set until_version = null, from_version = 2 where until_version = 2",
                "delete from graph_service where name = 'b'",
                "truncate graph_service",
                "insert into graph_service (name, from_version, owners, scopes) values ('c', 1, '{}', '{}')",
                "insert into graph_service (name, from_version, owners, scopes) values ('c', 2, '{}', '{}')",
                "insert into graph_service (name, from_version, until_version, owners, scopes) values ('c', 1, 2, '{}', '{}')",
                "truncate graph_dependency",
                "update graph_invariant set max_depth = 9",
                "delete from graph_invariant",
                "truncate graph_invariant",
                "insert into graph_invariant (name, from_version, max_depth) values ('late', 2, 3)",
                "update graph_head set version = 1",
                "update graph_head set version = 3",
                "delete from graph_head",
                "truncate graph_head",
                "insert into graph_head (version) values (2)",
            })
    void history_cannot_be_rewritten_not_even_by_hand(String rewriting) {
        assertThatExceptionOfType(UnableToExecuteStatementException.class)
                .isThrownBy(() -> POSTGRES.jdbi().useHandle(database -> database.execute(rewriting)))
                .satisfies(refusal ->
                        assertThat(refusal).cause().hasMessageMatching("(?s).*(refused|the head|duplicate key).*"));
    }
}
