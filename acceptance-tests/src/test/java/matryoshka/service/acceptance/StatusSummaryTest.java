package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import matryoshka.token.StaleDirection;
import matryoshka.token.StatusSummary;
import matryoshka.token.TokenStanding.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code GET /oauth2/status} says of tokens, on two instances. */
@ExtendWith(SharedIssuer.class)
class StatusSummaryTest {

    private static final String GRAPH = """
            services:
              ss-orders: {scopes: {"ss-orders:place": ""}}
              ss-pay: {scopes: {"ss-pay:charge": "", "ss-pay:refund": ""}}
              ss-bank: {scopes: {"ss-bank:book": ""}}
              ss-mail: {scopes: {"ss-mail:send": ""}}
            dependencies:
              ss-1: {from: ss-orders, to: ss-pay, grants: ["ss-pay:charge", "ss-pay:refund"]EXCESS}
              ss-2: {from: ss-pay, to: ss-bank, grants: ["ss-bank:book"]}
              ss-3: {from: ss-orders, to: ss-mail, grants: ["ss-mail:send"], sharing: exchange}
            """;
    private static final String FLAG = GRAPH.replace("EXCESS", "");
    private static final String REJECT = GRAPH.replace("EXCESS", ", staleness: {excess: reject}");

    private static int round;

    private RunningIssuer first;
    private SummaryReader reader;
    private SummaryReader other;
    private ServiceClient app;
    private ServiceClient orders;
    private ServiceClient introspector;

    @BeforeEach
    void make_clients(Replicas replicas) throws Exception {
        first = replicas.first();
        reader = SummaryReader.of(first);
        other = SummaryReader.of(replicas.second());
        round++;
        if (round == 1) {
            ServiceClient.registered(first, "ss-orders", "");
            first.publish(FLAG);
        }
        long version = first.publish(FLAG);
        String suffix = "-" + round + "-" + System.nanoTime();
        app = ServiceClient.registered(first, "ss-app" + suffix, "ss-orders:place");
        introspector = ServiceClient.registered(first, "ss-in" + suffix, "tokens:introspect");
        HttpResponse<String> secret =
                send(first.asAdmin("/clients/ss-orders/secrets").POST(BodyPublishers.noBody()));
        orders = new ServiceClient(
                first, "ss-orders", Answers.json(secret).get("client_secret").textValue());
        ready(version);
    }

    /** What was published before is recorded, and both instances know the clients. */
    private void ready(long version) throws Exception {
        for (SummaryReader each : List.of(reader, other)) {
            Soon.holds(() -> each.summary().complete() && each.summary().version() >= version);
        }
        Soon.holds(() -> introspector.at(other.issuer()).introspect("token=x").statusCode() == 200
                && app.at(other.issuer()).introspect("token=x").statusCode() == 200);
    }

    @Test
    void it_is_signed_cacheable_and_found_by_metadata() throws Exception {
        HttpResponse<String> answer = send(first.to("/oauth2/status"));
        StatusSummary summary = reader.summary();

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/status-summary+jwt");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=10");
        assertThat(summary.issuer()).isEqualTo(RunningIssuer.URL);
        assertThat(summary.ttl()).isEqualTo(Duration.ofSeconds(10));
        assertThat(summary.version())
                .isEqualTo(
                        first.read("/graph/versions").at("/versions/0/version").longValue());
        assertThat(Duration.between(summary.issuedAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(2));
        JsonNode metadata = Answers.json(send(first.to("/.well-known/oauth-authorization-server")));
        assertThat(metadata.get("status_summary_endpoint").textValue()).isEqualTo(RunningIssuer.URL + "/oauth2/status");
        HttpResponse<String> same = send(first.to("/oauth2/status")
                .header("If-None-Match", answer.headers().firstValue("ETag").orElseThrow()));
        assertThat(same.statusCode()).isIn(200, 304);
        assertThat(same.statusCode() == 304)
                .isEqualTo(same.headers()
                        .firstValue("ETag")
                        .equals(answer.headers().firstValue("ETag")));
    }

    @Test
    void what_a_version_makes_stale_every_instance_says_within_a_second() throws Exception {
        String token = app.token("");
        List<String> tree = Revoking.tree(token);
        assertThat(tree).hasSize(3);
        for (String one : tree) {
            assertThat(reader.status(one)).isEqualTo(Status.FRESH);
        }

        first.publish(FLAG.replace(", \"ss-pay:refund\"]", "]"));

        for (SummaryReader each : List.of(reader, other)) {
            Soon.holds(() -> each.status(token) == Status.STALE);
            assertThat(each.standing(token).directions()).containsExactly(StaleDirection.EXCESS);
            assertThat(each.status(tree.get(1))).isEqualTo(Status.STALE);
            assertThat(each.status(tree.get(2)))
                    .as("what is below did not change")
                    .isEqualTo(Status.FRESH);
        }
        first.publish(FLAG);
        Soon.holds(() -> other.status(token) == Status.FRESH);
    }

    @Test
    void what_is_missing_or_changed_has_its_direction() throws Exception {
        String token = app.token("");

        first.publish(FLAG + "  ss-4: {from: ss-pay, to: ss-mail, grants: [\"ss-mail:send\"]}\n");
        Soon.holds(() -> reader.status(token) == Status.STALE);
        assertThat(reader.standing(token).directions()).containsExactly(StaleDirection.MISSING);
        first.publish(FLAG.replace("grants: [\"ss-bank:book\"]", "grants: [\"ss-bank:book\"], lifetime: PT30S"));
        Soon.holds(() -> reader.standing(token).directions().contains(StaleDirection.CHANGED));
    }

    @Test
    void what_the_policy_rejects_is_refused() throws Exception {
        ready(first.publish(REJECT));
        String token = app.token("");

        first.publish(REJECT.replace(", \"ss-pay:refund\"]", "]"));

        Soon.holds(() -> other.status(token) == Status.REFUSED);
        assertThat(introspector.seesDead(token)).isTrue();
    }

    /** Invariant 9. */
    @Test
    void a_revoked_token_is_refused_everywhere_and_so_is_all_that_was_derived_from_it() throws Exception {
        Random random = new Random(9);
        for (int chain = 0; chain < 6; chain++) {
            List<String> tokens = new ArrayList<>(Revoking.tree(app.token("")));
            tokens.addAll(Revoking.tree(orders.exchanged(tokens.get(0), "")));
            tokens.add(orders.exchanged(tokens.get(3), "&audience=ss-mail"));
            tokens.addAll(Revoking.tree(orders.exchanged(tokens.get(0), "&audience=ss-pay")));
            String revoked = tokens.get(random.nextInt(tokens.size()));
            assertThat(new Revoking(app.clientId(), app.secret())
                            .revoke(first, revoked)
                            .statusCode())
                    .isEqualTo(200);

            for (String token : tokens) {
                boolean dead = introspector.seesDead(token);
                assertThat(dead).isEqualTo(derives(token, revoked));
                if (dead) {
                    assertThat(orders.exchange(token, "").statusCode()).isEqualTo(400);
                }
                for (SummaryReader each : List.of(reader, other)) {
                    Soon.holds(() -> each.standing(token).isRejected() == dead);
                }
            }
        }
    }

    private static boolean derives(String token, String from) throws Exception {
        String jti = Revoking.payload(token).get("jti").textValue();
        String ancestor = Revoking.payload(from).get("jti").textValue();
        return jti.equals(ancestor) || jti.startsWith(ancestor + ".") || jti.startsWith(ancestor + "~");
    }

    @Test
    void all_tokens_of_a_client_or_subject_are_revoked_at_once() throws Exception {
        for (String member : List.of("client_id", "subject")) {
            String token = app.token("");
            String exchanged = orders.exchanged(token, "&audience=ss-mail");

            Caller.admin(first)
                    .send(
                            "POST",
                            "/revocations",
                            "application/json",
                            "{\"" + member + "\":\"" + app.clientId() + "\"}");

            for (SummaryReader each : List.of(reader, other)) {
                Soon.holds(() -> each.status(token) == Status.REVOKED);
                assertThat(each.status(exchanged)).isEqualTo(Status.REVOKED);
            }
            assertThat(introspector.seesDead(exchanged)).isTrue();
            app = ServiceClient.registered(first, app.clientId() + "x", "ss-orders:place");
        }
    }

    @Test
    void chains_of_clients_that_are_disabled_removed_or_registered_again_are_over() throws Exception {
        String token = app.token("");
        String exchanged = orders.exchanged(token, "&audience=ss-mail");
        String path = "/clients/" + app.clientId();
        ObjectNode metadata = (ObjectNode) first.read(path);
        metadata.retain("scope", "grant_types");

        put(path, metadata.deepCopy().put("disabled", true));
        assertOver(token, exchanged, true);
        put(path, metadata);
        assertOver(token, exchanged, false);
        assertThat(send(first.asAdmin(path).DELETE()).statusCode() / 100).isEqualTo(2);
        assertOver(token, exchanged, true);
        ServiceClient.registered(first, app.clientId(), "ss-orders:place");
        assertOver(token, exchanged, true);
    }

    private void put(String path, ObjectNode metadata) throws Exception {
        metadata.put("client_id", app.clientId());
        HttpResponse<String> changed = send(first.asAdmin(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(metadata.toString())));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private void assertOver(String token, String exchanged, boolean over) throws Exception {
        for (SummaryReader each : List.of(reader, other)) {
            Soon.holds(() -> each.standing(token).isRejected() == over);
            assertThat(each.standing(exchanged).isRejected()).isEqualTo(over);
        }
        assertThat(introspector.seesDead(token)).isEqualTo(over);
        assertThat(introspector.seesDead(exchanged)).isEqualTo(over);
    }

    /** Before anything is recorded of the client. */
    @Test
    void a_chain_is_over_when_its_client_is_removed_at_once() throws Exception {
        ServiceClient brief = ServiceClient.registered(first, app.clientId() + "-brief", "ss-orders:place");
        String token = brief.token("");

        assertThat(send(first.asAdmin("/clients/" + brief.clientId()).DELETE()).statusCode() / 100)
                .isEqualTo(2);

        Soon.holds(() ->
                reader.standing(token).isRejected() && other.standing(token).isRejected());
    }

    @Test
    void a_new_registration_has_its_own_tokens() throws Exception {
        String old = app.token("");
        assertThat(send(first.asAdmin("/clients/" + app.clientId()).DELETE()).statusCode() / 100)
                .isEqualTo(2);
        ServiceClient again = ServiceClient.registered(first, app.clientId(), "ss-orders:place");
        String token = again.token("");

        Soon.holds(() -> reader.status(token) == Status.FRESH && reader.status(old) == Status.REVOKED);
        assertThat(introspector.seesDead(token)).isFalse();
        assertThat(introspector.seesDead(old)).isTrue();
    }

    @Test
    void pages_of_other_origins_may_read_it_compressed() throws Exception {
        HttpResponse<String> packed = send(first.to("/oauth2/status").header("Accept-Encoding", "gzip"));

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }
}
