package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /graph/versions} and {@code /graph/diff}. */
@ExtendWith(SharedIssuer.class)
class HistoryTest {
    private static final int CHANGES = 5;

    private Caller admin;
    private long first;

    @BeforeEach
    void publish_some_versions(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        first = issuer.publish("services: {a: {description: " + Instant.now() + "}}");
        for (int change = 1; change <= CHANGES; change++) {
            admin.patch("/graph?message=change%20" + change, "services: {s" + change + ": {}}");
        }
    }

    @Test
    void the_latest_version_comes_first_with_who_when_and_why(RunningIssuer issuer) throws Exception {
        JsonNode versions = json(admin.get("/graph/versions?limit=2")).get("versions");

        assertThat(versions).hasSize(2);
        JsonNode latest = versions.get(0);
        assertThat(latest.get("version").longValue()).isEqualTo(first + CHANGES);
        assertThat(latest.get("message").textValue()).isEqualTo("change 5");
        assertThat(latest.get("published_by").textValue()).isEqualTo("admin");
        assertThat(Instant.parse(latest.get("published_at").textValue()))
                .isCloseTo(Instant.now(), Assertions.within(Duration.ofMinutes(1)));
        assertThat(versions.get(1).get("version").longValue()).isEqualTo(first + CHANGES - 1);
    }

    @Test
    void a_version_shows_what_it_changed() throws Exception {
        JsonNode version = json(admin.get("/graph/versions/" + (first + 2)));

        assertThat(version.get("message").textValue()).isEqualTo("change 2");
        assertThat(version.at("/diff/services/added").fieldNames()).toIterable().containsExactly("s2");
        assertThat(version.at("/diff/services/removed")).isEmpty();
        assertThat(json(admin.get("/graph?version=" + (first + 2))).get("services"))
                .hasSize(3);
    }

    @Test
    void two_versions_are_compared_either_way() throws Exception {
        JsonNode forth = json(admin.get("/graph/diff?from=" + first + "&to=" + (first + CHANGES)));
        JsonNode back = json(admin.get("/graph/diff?from=" + (first + CHANGES) + "&to=" + first));
        JsonNode today = json(admin.get("/graph/diff?from=" + first));

        assertThat(forth.at("/services/added")).hasSize(CHANGES);
        assertThat(back.at("/services/removed")).isEqualTo(forth.at("/services/added"));
        assertThat(today).isEqualTo(forth);
    }

    @Test
    void no_entry_is_lost_or_doubled_when_versions_are_published_between_pages() throws Exception {
        List<Long> seen = new ArrayList<>();
        String before = "";
        int page = 0;
        do {
            JsonNode answer = json(admin.get("/graph/versions?limit=2" + before));
            answer.get("versions")
                    .forEach(entry -> seen.add(entry.get("version").longValue()));
            admin.patch("/graph", "services: {page" + page++ + ": {}}");
            before = answer.has("next") ? "&before=" + answer.get("next").longValue() : "";
        } while (!before.isEmpty());

        assertThat(seen)
                .containsExactlyElementsOf(LongStream.iterate(first + CHANGES, version -> version > 0, v -> v - 1)
                        .boxed()
                        .toList());
    }

    @Test
    void a_page_ends_before_any_version() throws Exception {
        JsonNode page = json(admin.get("/graph/versions?limit=2&before=" + (first + 3)));

        assertThat(page.get("versions"))
                .extracting(version -> version.get("version").longValue())
                .containsExactly(first + 2, first + 1);
        assertThat(page.get("next").longValue()).isEqualTo(first + 1);
        assertThat(json(admin.get("/graph/versions?before=1")).toString()).isEqualTo("{\"versions\":[]}");
        assertThat(json(admin.get("/graph/versions?before=0")).toString()).isEqualTo("{\"versions\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph/versions", "/revocations"})
    void before_must_be_a_whole_number(String path) throws Exception {
        for (String odd :
                List.of("", "x", "-1", "01", "1.0", "%00", "+1", "9".repeat(19), "AAAAAAAAAAJS7W6nOLAIRm28")) {
            var refused = admin.get(path + "?before=" + odd);

            assertProblem(refused, 400);
            assertThat(json(refused).get("detail").textValue())
                    .as(odd)
                    .isEqualTo("The query parameter 'before' must be a whole number.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/versions/0, 404",
        "/graph/versions/999999, 404",
        "/graph/versions/x, 400",
        "/graph/versions?limit=0, 400",
        "/graph/versions?limit=501, 400",
        "/graph/versions?limit=1%3Bdrop, 400",
        "/graph/diff, 400",
        "/graph/diff?from=x, 400",
        "/graph/diff?from=999999, 404",
        "/graph/diff?from=1&to=999999, 404"
    })
    void what_does_not_exist_is_not_found(String path, int status) throws Exception {
        assertProblem(admin.get(path), status);
    }

    @Test
    void old_content_is_restored_as_a_new_version() throws Exception {
        var restored = admin.post("/graph/versions/" + (first + 1) + "/restore?message=back");
        JsonNode answer = json(restored);

        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(answer.get("version").longValue()).isEqualTo(first + CHANGES + 1);
        assertThat(answer.at("/diff/services/removed")).hasSize(CHANGES - 1);
        assertThat(admin.get("/graph").body())
                .isEqualTo(admin.get("/graph?version=" + (first + 1)).body());
        assertThat(json(admin.get("/graph/versions/" + (first + CHANGES + 1)))
                        .get("message")
                        .textValue())
                .isEqualTo("back");
    }

    @Test
    void restoring_the_current_content_makes_no_version() throws Exception {
        var same = admin.post("/graph/versions/" + (first + CHANGES) + "/restore");

        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(json(same).get("version").longValue()).isEqualTo(first + CHANGES);
    }

    @Test
    void a_restore_supports_preconditions_and_dry_runs() throws Exception {
        String restore = "/graph/versions/" + first + "/restore";

        assertProblem(admin.post(restore, "If-Match", "\"" + first + "\""), 412);
        assertThat(json(admin.post(restore + "?dry_run=true")).at("/diff/services/removed"))
                .hasSize(CHANGES);
        assertThat(json(admin.get("/graph")).get("services")).hasSize(CHANGES + 1);
        assertProblem(admin.post("/graph/versions/999999/restore"), 404);
        assertThat(admin.post(restore, "If-Match", "\"" + (first + CHANGES) + "\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_restored_graph_gives_the_same_plans(RunningIssuer issuer) throws Exception {
        String id = "restored-" + first;
        long before = issuer.publish("""
                services: {a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
                dependencies: {e: {from: a, to: b, grants: ['b:x']}}
                """);
        issuer.register(id, "a:x");
        List<String> planned = ids(id);
        admin.delete("/graph/dependencies/e");
        List<String> otherwise = ids(id);

        admin.post("/graph/versions/" + before + "/restore");

        assertThat(planned).hasSize(2).isEqualTo(ids(id));
        assertThat(otherwise).hasSize(1).doesNotContainAnyElementsOf(planned);
    }

    private List<String> ids(String client) throws Exception {
        return json(admin.get("/graph/plan?client_id=" + client)).findValuesAsText("id");
    }
}
