package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of the last release and of this one on the same database. */
class UpgradeTest {
    /** Names the folder in which the last release was built. {@code .ci/upgrade} sets it. */
    private static final String RELEASE = "LAST_RELEASE";

    @Test
    void the_last_release_goes_on_while_this_one_starts_and_after_it_is_gone(@TempDir Path dataDir) throws Exception {
        String folder = System.getenv(RELEASE);
        assumeTrue(
                folder != null,
                "Skipped: " + RELEASE
                        + " is not set. Run .ci/upgrade, which builds the last tagged release, if there is one.");
        Path release = Path.of(folder);
        try (TestDatabase database = empty()) {
            String secret;
            try (ReleasedIssuer last = ReleasedIssuer.start(release, database, dataDir)) {
                last.publish("services: {s: {scopes: {'s:x': ''}}, t: {scopes: {'t:x': ''}}}");
                secret = last.register("app", "s:x");
                try (RunningIssuer next = RunningIssuer.start(database, dataDir, Map.of())) {
                    bothServe(last, next, secret);
                }
                assertThat(last.seesActive(last.token("app", secret))).isTrue();
            }
            try (ReleasedIssuer again = ReleasedIssuer.start(release, database, dataDir)) {
                assertThat(again.seesActive(again.token("app", secret))).isTrue();
                assertThat(again.publish("services: {u: {scopes: {'u:x': ''}}}"))
                        .isEqualTo(4);
            }
        }
    }

    /** On the schema of the next release, each sees what the other does. */
    private static void bothServe(ReleasedIssuer last, RunningIssuer next, String secret) throws Exception {
        String ofLast = last.token("app", secret);
        String ofNext = next.issued("app", secret, "s:x");
        assertThat(last.seesActive(ofNext)).isTrue();
        ServiceClient gateway = ServiceClient.registered(next, "gateway", "tokens:introspect");
        assertThat(gateway.seesDead(ofLast)).isFalse();

        last.publish("dependencies: {st: {from: s, to: t, grants: ['t:x']}}");
        String other = last.register("other", "s:x t:x");
        Soon.holds(() -> next.token("other", other, "&scope=t:x").statusCode() == 200);

        assertThat(Caller.admin(next)
                        .patch("/graph", "services: {v: {scopes: {'v:x': ''}}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Revoking("app", secret).revoke(next, ofLast).statusCode())
                .isEqualTo(200);
        Soon.holds(() -> !last.seesActive(ofLast));
    }

    private static TestDatabase empty() {
        TestDatabase database = TestDatabases.create();
        database.jdbi().useHandle(handle -> {
            handle.execute("drop schema public cascade");
            handle.execute("create schema public");
        });
        return database;
    }
}
