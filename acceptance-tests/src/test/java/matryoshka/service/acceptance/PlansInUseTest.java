package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The table of plans in use: one row for each plan, there before the first token from it. */
@ExtendWith(SharedIssuer.class)
class PlansInUseTest {
    @Test
    void a_plan_is_stored_once_before_its_first_token_is_returned(RunningIssuer issuer, TestDatabase database)
            throws Exception {
        long version = issuer.publish("services: {a: {scopes: {'a:x': '', 'a:y': ''}}}");
        String secret = issuer.register("ledger-app", "a:x a:y");

        issuer.issued("ledger-app", secret, "");
        List<Map<String, Object>> first = plans(database, "ledger-app");
        issuer.issued("ledger-app", secret, "");
        issuer.issued("ledger-app", secret, "a:y a:x");
        issuer.issued("ledger-app", secret, "a:x");

        assertThat(first).hasSize(1);
        assertThat(first.get(0)).containsEntry("requested", "a:x a:y").containsEntry("graph_version", version);
        assertThat(first.get(0).get("id"))
                .isEqualTo(issuer.read("/graph/plan?client_id=ledger-app")
                        .at("/plan/id")
                        .textValue());
        Instant expiry = (Instant) first.get(0).get("latest_exp");
        assertThat(expiry)
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(4)), Instant.now().plus(Duration.ofMinutes(6)));
        assertThat(plans(database, "ledger-app"))
                .extracting(plan -> plan.get("requested"))
                .containsExactlyInAnyOrder("a:x a:y", "a:x");
    }

    @Test
    void a_preview_stores_no_plan(RunningIssuer issuer, TestDatabase database) throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        issuer.register("ledger-idle", "a:x");

        issuer.read("/graph/plan?client_id=ledger-idle");

        assertThat(plans(database, "ledger-idle")).isEmpty();
    }

    private static List<Map<String, Object>> plans(TestDatabase database, String client) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, array_to_string(requested, ' ') as requested, graph_version, latest_exp
                        from plan join plan_use on plan_id = id where plan.client_id = :client
                        """)
                        .bind("client", client)
                        .map((row, context) -> Map.<String, Object>of(
                                "id", row.getString("id"),
                                "requested", row.getString("requested"),
                                "graph_version", row.getLong("graph_version"),
                                "latest_exp", row.getTimestamp("latest_exp").toInstant()))
                        .list());
    }
}
