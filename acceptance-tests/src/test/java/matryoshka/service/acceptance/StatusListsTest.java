package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Status lists (draft-ietf-oauth-status-list) as resource servers fetch them; {@link OutsideStatus} reads them. */
class StatusListsTest {
    private static final String LIST = "application/statuslist+jwt";
    private static final String GRAPH = """
            services:
              sl-a: {scopes: {"sl-a:x": ""}}
              sl-b: {scopes: {"sl-b:x": ""}}
              sl-c: {scopes: {"sl-c:x": ""}}
            dependencies:
              sl-a-b: {from: sl-a, to: sl-b, grants: ["sl-b:x"]}
              sl-a-c: {from: sl-a, to: sl-c, grants: ["sl-c:x"]}
            """;

    @Nested
    @ExtendWith(SharedIssuer.class)
    class OfLiveTokens {
        private static ServiceClient app;

        private RunningIssuer issuer;
        private long version;
        private List<String> tree;
        private String uri;
        private String path;

        @BeforeAll
        static void register_everybody(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            app = ServiceClient.registered(issuer, "sl-app", "sl-a:x");
        }

        @BeforeEach
        void issue_a_token(RunningIssuer shared) throws Exception {
            issuer = shared;
            version = issuer.publish(GRAPH);
            tree = Revoking.tree(app.token(""));
            uri = Revoking.payload(tree.get(0)).at("/status/status_list/uri").textValue();
            path = OutsideStatus.path(uri);
        }

        @Test
        void every_node_of_a_plan_has_its_own_index() throws Exception {
            assertThat(tree).hasSize(3);
            for (String token : tree) {
                JsonNode status = Revoking.payload(token).get("status");
                assertThat(status.fieldNames()).toIterable().containsExactly("status_list");
                JsonNode place = status.get("status_list");
                assertThat(place.fieldNames()).toIterable().containsExactlyInAnyOrder("idx", "uri");
                assertThat(place.get("idx").intValue()).isBetween(1_000, 9_999);
                assertThat(place.get("uri").textValue()).matches(RunningIssuer.URL + "/oauth2/status/[1-9][0-9]{3}");
            }
            assertThat(tree.stream().map(StatusListsTest::place)).doesNotHaveDuplicates();
            // The same plan has the same places, whichever token.
            assertThat(Revoking.tree(app.token("")).stream().map(StatusListsTest::place))
                    .containsExactlyElementsOf(
                            tree.stream().map(StatusListsTest::place).toList());
        }

        @Test
        void all_instances_show_a_change_within_a_second(Replicas replicas) throws Exception {
            assertAre(replicas, 0, 0, 0);

            Caller.admin(replicas.first()).patch("/graph", "{dependencies: {sl-a-c: null}}");
            assertAre(replicas, 3, 0, 3);

            Caller.admin(replicas.second()).post("/graph/versions/" + version + "/restore");
            assertAre(replicas, 0, 0, 0);
        }

        private void assertAre(Replicas replicas, int outer, int first, int second) throws Exception {
            List<Integer> expected = List.of(outer, first, second);
            for (RunningIssuer one : List.of(replicas.first(), replicas.second())) {
                for (int place = 0; place < expected.size(); place++) {
                    String token = tree.get(place);
                    int status = expected.get(place);
                    Soon.holds(() -> OutsideStatus.of(one, token) == status);
                }
            }
        }

        @Test
        void a_list_has_an_expiry_and_a_ttl() throws Exception {
            JsonNode claims = OutsideStatus.verified(get().body(), uri, issuer.jwks());

            assertThat(claims.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("iss", "sub", "iat", "exp", "ttl", "status_list");
            assertThat(claims.get("ttl").longValue()).isEqualTo(60);
            long iat = claims.get("iat").longValue();
            assertThat(Instant.ofEpochSecond(iat)).isBetween(Instant.now().minusSeconds(61), Instant.now());
            assertThat(claims.get("exp").longValue()).isEqualTo(iat + 300);
            JsonNode list = claims.get("status_list");
            assertThat(list.fieldNames()).toIterable().containsExactlyInAnyOrder("bits", "lst");
            assertThat(list.get("bits").intValue()).isEqualTo(2);
        }

        @Test
        void an_unchanged_list_is_not_sent_again() throws Exception {
            HttpResponse<String> first = get();
            String tag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(first.headers().firstValue("Content-Type")).hasValue(LIST);
            assertThat(first.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("max-age=60")
                    .doesNotContain("private", "no-store");

            HttpResponse<String> second = get("If-None-Match", tag);
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers().firstValue("ETag")).hasValue(tag);

            Caller.admin(issuer).patch("/graph", "{dependencies: {sl-a-b: null}}");
            assertThat(get("If-None-Match", tag).statusCode()).isEqualTo(200);
        }

        @Test
        void a_list_is_compressed_for_clients_that_accept_it() throws Exception {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            issuer.to(path)
                                    .header("Accept-Encoding", "br, gzip;q=0.8")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.headers().allValues("Vary")).anyMatch(line -> line.contains("Accept-Encoding"));
            String list = new String(
                    new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                    StandardCharsets.US_ASCII);
            OutsideStatus.verified(list, uri, issuer.jwks());
            assertThat(answer.headers().firstValue("ETag"))
                    .isNotEqualTo(get().headers().firstValue("ETag"));
            assertThat(get("Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
                    .isEmpty();
        }

        @Test
        void pages_of_other_origins_can_read_it() throws Exception {
            assertThat(get("Origin", "https://page.example").headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
            HttpResponse<String> preflight = Answers.send(issuer.to(path)
                    .header("Origin", "https://page.example")
                    .header("Access-Control-Request-Method", "GET")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
        }

        @Test
        void a_token_with_only_a_deficit_is_valid() throws Exception {
            Caller.admin(issuer).patch("/graph", """
                    services: {sl-d: {scopes: {"sl-d:x": ""}}}
                    dependencies: {sl-b-d: {from: sl-b, to: sl-d, grants: ["sl-d:x"]}, sl-a-c: {lifetime: PT1M}}""");
            ServiceClient gateway = ServiceClient.registered(issuer, "sl-gateway", "tokens:introspect");
            JsonNode told = gateway.introspection(tree.get(0)).get("graph");
            assertThat(told.get("stale").booleanValue()).isTrue();
            assertThat(told.get("missing").toString()).isEqualTo("{\"sl-d\":[\"sl-d:x\"]}");
            assertThat(gateway.introspection(tree.get(2)).at("/graph/changed").toString())
                    .isEqualTo("[\"sl-c\"]");

            for (String token : tree) {
                assertThat(OutsideStatus.of(issuer, token)).isZero();
            }
        }

        @Test
        void historical_lists_are_not_available() throws Exception {
            for (String time : List.of("1700000000", "now", "")) {
                assertProblem(Answers.send(issuer.to(path + "?time=" + time)), 501);
            }
        }

        @Test
        void there_is_no_other_list() throws Exception {
            for (String number : List.of("9999", "0", "1", "-1000", "01000", "abc", "99999999999", "1000.0")) {
                assertProblem(Answers.send(issuer.to("/oauth2/status/" + number)), 404);
            }
        }

        private HttpResponse<String> get(String... headers) throws Exception {
            var request = issuer.to(path);
            return Answers.send(headers.length == 0 ? request : request.headers(headers));
        }
    }

    @Nested
    class SwitchedOff {
        @RegisterExtension
        static final IssuerExtension ISSUER = new IssuerExtension(Map.of("statusList.enabled", "false"));

        @Test
        void no_token_refers_to_any_and_there_are_none(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            ServiceClient gateway = ServiceClient.registered(issuer, "gateway", "tokens:introspect");
            List<String> tree = Revoking.tree(
                    ServiceClient.registered(issuer, "app", "sl-a:x").token(""));

            assertThat(tree).hasSize(3);
            for (String token : tree) {
                assertThat(Revoking.payload(token).has("status")).isFalse();
            }
            assertProblem(Answers.send(issuer.to("/oauth2/status/1000")), 404);
            Caller.admin(issuer).patch("/graph", "{dependencies: {sl-a-b: null}}");
            assertThat(gateway.introspection(tree.get(0)).at("/graph/stale").booleanValue())
                    .isTrue();
        }
    }

    private static String place(String token) {
        try {
            JsonNode list = Revoking.payload(token).at("/status/status_list");
            return list.get("uri").textValue() + "#" + list.get("idx").intValue();
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
