package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What works behind PgBouncer, and what is refused at start. */
@ExtendWith(SharedIssuer.class)
class PgBouncerTest {
    @TempDir
    private Path folder;

    private RunningIssuer direct;
    private TestDatabase database;

    @BeforeEach
    void publish(RunningIssuer first, TestDatabase shared) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed (Debian: apt-get install pgbouncer)");
        direct = first;
        database = shared;
        direct.publish("services: {pooled: {scopes: {'pooled:x': ''}}}");
    }

    @Test
    void everything_works_where_each_connection_keeps_its_server() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(database, "session", folder);
                RunningIssuer pooled = start(pooler, Map.of())) {
            assertThatChangesAreHeard(pooled, "session");
        }
    }

    @Test
    void servers_by_transaction_are_refused_where_changes_would_not_be_heard() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", folder)) {
            assertThatThrownBy(() -> start(pooler, Map.of()))
                    .hasMessageContaining("pool_mode=session")
                    .hasMessageContaining("DATABASE_FOLLOW_URL");
            assertThatThrownBy(() -> start(pooler, Map.of("database.follow", database.jdbcUrl())))
                    .hasMessageContaining("prepareThreshold");
        }
    }

    @Test
    void servers_by_transaction_work_where_changes_are_polled_elsewhere() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", folder);
                RunningIssuer pooled = start(
                        pooler,
                        Map.of("database.follow", database.jdbcUrl(), "database.properties.prepareThreshold", "0"))) {
            assertThatChangesAreHeard(pooled, "transaction");
        }
    }

    @Test
    void a_refused_startup_parameter_is_explained() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(database, "session", folder, "extra_float_digits")) {
            assertThatThrownBy(() -> start(pooler, Map.of())).hasMessageContaining("ignore_startup_parameters");
        }
    }

    private void assertThatChangesAreHeard(RunningIssuer pooled, String prefix) throws Exception {
        Caller admin = new Caller(pooled, direct.adminToken());
        HttpResponse<String> published = admin.put("/graph/services/pooled-" + prefix, "{}");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
        for (int i = 0; i < 3; i++) {
            String id = "pooled-" + prefix + i;
            String secret = direct.register(id, "pooled:x");
            Soon.holds(() -> pooled.token(id, secret, "").statusCode() == 200);
            assertThat(admin.delete("/clients/" + id).statusCode()).isEqualTo(204);
            Soon.holds(() -> direct.token(id, secret, "").statusCode() == 401);
        }
    }

    private RunningIssuer start(PgBouncer pooler, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(changes);
        settings.put("database.url", pooler.jdbcUrl());
        return RunningIssuer.start(database, folder, settings);
    }
}
