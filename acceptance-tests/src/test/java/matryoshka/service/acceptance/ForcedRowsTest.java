package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Graphviz;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.NaughtyStrings;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that were written by hand. */
@ExtendWith(IssuerExtension.class)
class ForcedRowsTest {
    private static final String GRAPH = "services: {a: {scopes: {'a:x': ''}}}";

    @Test
    void the_schema_admits_no_name_that_the_api_does_not(TestDatabase database) {
        assertThat(NaughtyStrings.ALL)
                .allSatisfy(name -> assertThatThrownBy(() -> force(database, List.of(name), List.of("context")))
                        .isInstanceOf(UnableToExecuteStatementException.class)
                        .hasMessageContaining("graph_service_name_check"));
    }

    @Test
    void an_invalid_graph_is_not_used_and_can_be_replaced(RunningIssuer issuer, TestDatabase database)
            throws Exception {
        long version = issuer.publish(GRAPH);
        force(database, List.of("b"), List.of("no name"));
        Soon.holds(() -> lag(issuer) == 1);

        assertThat(health(issuer).statusCode()).isEqualTo(500);
        assertThat(issuer.read("/graph").get("services")).hasSize(1);
        assertThat(issuer.publish(GRAPH)).isEqualTo(version + 2);
        Soon.holds(() -> lag(issuer) == 0);
        assertThat(health(issuer).statusCode()).isEqualTo(200);
        Answers.assertProblem(Caller.admin(issuer).post("/graph/versions/" + (version + 1) + "/restore"), 422);
    }

    /** A-034 of the bad inputs, as far as the schema admits it. */
    @Test
    void pictures_escape_whatever_is_in_the_tables(RunningIssuer issuer, TestDatabase database) throws Exception {
        issuer.publish("{}");
        List<String> naughty = NaughtyStrings.ALL;
        List<String> names =
                naughty.stream().map(text -> "n" + naughty.indexOf(text)).toList();
        long version = force(database, names, naughty);

        HttpResponse<String> dot = send(issuer.asAdmin("/graph.dot?version=" + version));
        issuer.publish(GRAPH);

        assertThat(dot.statusCode()).as(dot.body()).isEqualTo(200);
        Graphviz.assertDrawn(dot.body(), naughty.size(), naughty.size() - 1);
    }

    private static long lag(RunningIssuer issuer) throws Exception {
        return json(health(issuer)).at("/graph/lag").longValue();
    }

    private static HttpResponse<String> health(RunningIssuer issuer) throws Exception {
        return send(Answers.to(issuer.adminPort(), "/healthcheck"));
    }

    /** Makes a version with a chain of services of these names, each with a hostile text in every field. */
    private static long force(TestDatabase database, List<String> names, List<String> texts) {
        return database.jdbi().inTransaction(handle -> {
            long next = handle.createQuery("select version + 1 from graph_head for update")
                    .mapTo(long.class)
                    .one();
            handle.execute("insert into graph_version values (?, now(), 'somebody', null)", next);
            for (int i = 0; i < names.size(); i++) {
                service(handle, next, names.get(i), texts.get(i));
                if (i > 0) {
                    dependency(handle, next, "e" + i, names.get(i - 1), names.get(i), texts.get(i));
                }
            }
            handle.execute("update graph_head set version = ?", next);
            return next;
        });
    }

    private static void service(Handle handle, long version, String name, String text) {
        handle.createUpdate("""
                        insert into graph_service (name, from_version, context, audience, description, owners, scopes)
                        values (:name, :version, :text, :text, :text, array[:text], '{}')
                        """)
                .bind("name", name)
                .bind("version", version)
                .bind("text", text)
                .execute();
    }

    private static void dependency(Handle handle, long version, String name, String from, String to, String text) {
        handle.createUpdate("""
                        insert into graph_dependency
                          (name, from_version, caller, callee, requires, grants, sharing, clients, confidential)
                        values (:name, :version, :from, :to, array[:text], array[:text], 'embed', array[:text], false)
                        """)
                .bind("name", name)
                .bind("version", version)
                .bind("from", from)
                .bind("to", to)
                .bind("text", text)
                .execute();
    }
}
