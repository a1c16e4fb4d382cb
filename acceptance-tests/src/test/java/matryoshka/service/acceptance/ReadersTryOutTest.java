package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers of the graph can try a change out, but not make it. */
@ExtendWith(SharedIssuer.class)
class ReadersTryOutTest {
    private static final String SERVICE = "{\"scopes\": {\"rt-new:x\": \"\"}, \"owners\": [\"rt-team\"]}";
    private static final String EDGE =
            "{\"dependencies\": {\"rt-e\": {\"from\": \"rt-a\", \"to\": \"rt-b\", \"grants\": [\"rt-b:x\"]}}}";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private RunningIssuer issuer;
    private long version;
    private Caller reader;

    @BeforeEach
    void publish_the_graph(RunningIssuer shared) throws Exception {
        issuer = shared;
        version = issuer.publish("""
                services: {rt-a: {owners: [rt-team], scopes: {'rt-a:x': ''}}, rt-b: {owners: [rt-team], scopes: {'rt-b:x': ''}}}
                """);
        reader = Caller.registered(issuer, "rt-reader-" + NUMBER.incrementAndGet(), "graph:read");
    }

    @Test
    void a_reader_can_try_out_every_change_and_make_none() throws Exception {
        for (List<String> change : List.of(
                List.of("PUT", "/graph", "{\"services\": {}}"),
                List.of("PATCH", "/graph", EDGE),
                List.of("PUT", "/graph/services/rt-new", SERVICE),
                List.of("DELETE", "/graph/services/rt-a", ""),
                List.of("POST", "/graph/versions/0/restore", ""))) {
            HttpResponse<String> tried = send(change, "?dry_run=true");
            assertThat(tried.statusCode()).as(change + tried.body()).isEqualTo(200);
            assertThat(json(tried).get("version").longValue()).isEqualTo(version);
            assertThat(json(tried).has("impact")).isTrue();
            for (String made : List.of(
                    "",
                    "?dry_run=false",
                    "?dry_run=true&dry_run=false",
                    "?dry_run=false&dry_run=true",
                    "?dry_run=no")) {
                HttpResponse<String> refused = send(change, made);
                assertThat(refused.statusCode()).as(change + made).isEqualTo(403);
                assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .contains("scope=\"graph:write\"");
            }
        }
        assertThat(issuer.read("/graph/versions").at("/versions/0/version").longValue())
                .isEqualTo(version);
    }

    @Test
    void a_reader_sees_whose_consent_the_publisher_will_need() throws Exception {
        HttpResponse<String> tried = send(List.of("PATCH", "/graph", EDGE), "?dry_run");

        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(json(tried).at("/power_given/0/service").textValue()).isEqualTo("rt-b");
        assertThat(json(tried).at("/power_given/0/owners/0").textValue()).isEqualTo("rt-team");
        Caller writer = Caller.registered(issuer, "rt-writer-" + NUMBER.incrementAndGet(), "graph:write");
        HttpResponse<String> refused = writer.send("PATCH", "/graph?dry_run=true", "application/json", EDGE);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).get("diff")).isEqualTo(json(tried).get("diff"));
        assertThat(json(refused).get("impact")).isEqualTo(json(tried).get("impact"));
        assertThat(json(writer.send("PATCH", "/graph", "application/json", EDGE))
                        .has("diff"))
                .isFalse();
    }

    @Test
    void a_client_that_can_neither_read_nor_write_learns_nothing() throws Exception {
        Caller stranger = Caller.registered(issuer, "rt-stranger-" + NUMBER.incrementAndGet(), "clients:read");

        HttpResponse<String> refused = stranger.send("PATCH", "/graph?dry_run=true", "application/json", EDGE);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("scope=\"graph:read\"");
    }

    private HttpResponse<String> send(List<String> change, String query) throws Exception {
        String path = change.get(1);
        String[] condition = path.equals("/graph") ? new String[] {"If-Match", "*"} : new String[0];
        return reader.send(change.get(0), path + query, "application/json", change.get(2), condition);
    }
}
