package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiGraphVersionsTest extends GraphVersionsContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final GraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());

    @Override
    GraphVersions versions() {
        return versions;
    }

    @Override
    void register(String clientId) {
        POSTGRES.jdbi()
                .useHandle(database ->
                        database.createUpdate("""
                        insert into client (client_id, scope, grant_types, token_endpoint_auth_method, token_format, claims, created_at)
                        values (:id, '{}', '{}', 'client_secret_basic', 'jwt', '{}', now())
                        """).bind("id", clientId).execute());
    }

    @Test
    void publisher_time_and_message_are_stored() {
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
    void a_change_that_changes_nothing_writes_nothing() {
        publish(services("same"));
        long rows = rows();
        publish(services("same"));
        assertThat(rows()).isEqualTo(rows);
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
