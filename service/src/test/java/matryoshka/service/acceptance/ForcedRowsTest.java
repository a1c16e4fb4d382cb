package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody writes to the tables by hand. */
@ExtendWith(IssuerExtension.class)
class ForcedRowsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a\"];evil[label=\"x", "\\N<b>", "x'); drop table graph_service;--", "-", "日本", "a\nb"})
    void the_schema_admits_no_name_that_the_api_does_not(String name, TestDatabase database) {
        assertThatThrownBy(() -> force(database, name, null))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("graph_service_name_check");
    }

    @Test
    void a_graph_that_breaks_the_rules_is_not_taken_over(RunningIssuer issuer, TestDatabase database) throws Exception {
        long version = issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        force(database, "b", "no name, \"];evil");

        Soon.within(Duration.ofSeconds(2), () -> lag(issuer) == 1);

        assertThat(Answers.send(Answers.to(issuer.adminPort(), "/healthcheck")).statusCode())
                .isEqualTo(500);
        assertThat(issuer.read("/graph").get("services")).hasSize(1);
        assertThat(Answers.send(issuer.asAdmin("/graph.dot")).statusCode()).isEqualTo(200);
        assertThat(issuer.publish("services: {a: {scopes: {'a:x': ''}}}")).isEqualTo(version + 2);
        Soon.within(Duration.ofSeconds(2), () -> lag(issuer) == 0);
        assertThat(Caller.admin(issuer).get("/graph/versions/" + (version + 2)).statusCode())
                .isEqualTo(200);
    }

    private static long lag(RunningIssuer issuer) throws Exception {
        return json(Answers.send(Answers.to(issuer.adminPort(), "/healthcheck")))
                .at("/graph/lag")
                .longValue();
    }

    private static void force(TestDatabase database, String name, @org.jspecify.annotations.Nullable String context) {
        database.jdbi().useTransaction(handle -> {
            long next = handle.createQuery("select version + 1 from graph_head for update")
                    .mapTo(long.class)
                    .one();
            handle.execute("insert into graph_version values (?, now(), 'somebody', null)", next);
            handle.createUpdate("""
                            insert into graph_service (name, from_version, context, owners, scopes)
                            values (:name, :next, :context, '{}', '{}')
                            """)
                    .bind("name", name)
                    .bind("next", next)
                    .bind("context", context)
                    .execute();
            handle.execute("update graph_head set version = ?", next);
        });
    }
}
