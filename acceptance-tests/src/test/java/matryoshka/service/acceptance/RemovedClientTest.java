package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the tokens of a client that is removed or disabled (RFC 7592 §2.3), also when its id is used again. */
@ExtendWith(SharedIssuer.class)
class RemovedClientTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PAYMENTS = "&audience=rc-payments";
    private static final String GRAPH = """
            services:
              rc-orders: {scopes: {"rc-orders:place": ""}}
              rc-payments: {scopes: {"rc-payments:charge": ""}}
              rc-bank: {scopes: {"rc-bank:pay": ""}}
            dependencies:
              rc-orders-payments: {from: rc-orders, to: rc-payments, grants: ["rc-payments:charge"]}
              rc-payments-bank: {from: rc-payments, to: rc-bank, grants: ["rc-bank:pay"]}
            """;

    private static ServiceClient orders;
    private static ServiceClient gateway;

    private RunningIssuer issuer;
    private Caller admin;
    private String id;
    private ServiceClient partner;

    @BeforeAll
    static void register_receivers(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        orders = ServiceClient.registered(issuer, "rc-orders", "");
        gateway = ServiceClient.registered(issuer, "rc-gateway", "tokens:introspect");
    }

    @BeforeEach
    void register_a_partner(RunningIssuer shared, Replicas replicas) throws Exception {
        issuer = shared;
        admin = Caller.admin(issuer);
        issuer.publish(GRAPH);
        id = "rc-partner-" + NUMBER.incrementAndGet();
        partner = registered();
        String token = partner.token("");
        Soon.holds(() -> !gateway.at(replicas.second()).seesDead(token));
    }

    @Test
    void all_its_chains_end_at_once_on_every_instance(Replicas replicas) throws Exception {
        String token = partner.token("");
        List<String> tree = Revoking.tree(token);
        String exchanged = orders.exchanged(token, PAYMENTS);
        assertThat(tree).hasSize(3).noneMatch(this::seesDead);

        assertThat(admin.delete("/clients/" + id).statusCode()).isEqualTo(204);

        assertThat(orders.introspection(token).toString()).isEqualTo("{\"active\":false}");
        assertThat(tree).allMatch(this::seesDead);
        assertThat(seesDead(exchanged)).isTrue();
        assertOAuthError(orders.exchange(token, PAYMENTS), 400, "invalid_request");
        Soon.holds(() -> gateway.at(replicas.second()).seesDead(token));
        Soon.holds(() -> gateway.at(replicas.second()).seesDead(exchanged));
        assertOAuthError(orders.at(replicas.second()).exchange(token, PAYMENTS), 400, "invalid_request");
        assertThat(OutsideStatus.of(issuer, token)).isEqualTo(1);
    }

    @Test
    void the_next_client_of_the_id_has_only_its_own_tokens(Replicas replicas) throws Exception {
        String token = partner.token("");
        String exchanged = orders.exchanged(token, PAYMENTS);
        admin.delete("/clients/" + id);

        ServiceClient next = registered();
        String own = next.token("");

        for (String old : List.of(token, exchanged)) {
            assertThat(seesDead(old)).isTrue();
            Soon.holds(() -> gateway.at(replicas.second()).seesDead(old));
        }
        assertOAuthError(orders.exchange(token, PAYMENTS), 400, "invalid_request");
        assertThat(Revoking.tree(own)).noneMatch(this::seesDead);
        assertThat(seesDead(orders.exchanged(own, PAYMENTS))).isFalse();
    }

    @Test
    void removing_a_services_client_ends_what_it_exchanged_in_others_chains() throws Exception {
        issuer.publish("""
                services: {rc-a: {scopes: {"rc-a:x": ""}}, rc-b: {scopes: {"rc-b:x": ""}}, rc-c: {scopes: {"rc-c:x": ""}}}
                dependencies:
                  rc-ab: {from: rc-a, to: rc-b, grants: ["rc-b:x"]}
                  rc-bc: {from: rc-b, to: rc-c, grants: ["rc-c:x"]}
                """);
        ServiceClient caller = ServiceClient.registered(issuer, "rc-caller", "rc-a:x");
        ServiceClient b = ServiceClient.registered(issuer, "rc-b", "");
        List<String> tree = Revoking.tree(caller.token(""));
        String exchanged = b.exchanged(tree.get(1), "&audience=rc-c");
        assertThat(seesDead(exchanged)).isFalse();

        admin.delete("/clients/rc-b");

        Soon.holds(() -> seesDead(tree.get(2)));
        Soon.holds(() -> seesDead(exchanged));
        assertThat(tree.subList(0, 2)).noneMatch(this::seesDead);

        ServiceClient again = ServiceClient.registered(issuer, "rc-b", "");
        assertThat(seesDead(tree.get(2))).isTrue();
        assertThat(seesDead(exchanged)).isTrue();
        assertThat(seesDead(again.exchanged(tree.get(1), "&audience=rc-c"))).isFalse();
        assertThat(Revoking.tree(caller.token(""))).noneMatch(this::seesDead);
    }

    @Test
    void the_chains_of_a_disabled_client_are_refused_everywhere_until_it_is_enabled() throws Exception {
        String token = partner.token("");
        List<String> tree = Revoking.tree(token);
        String exchanged = orders.exchanged(token, PAYMENTS);

        put("{\"scope\": \"rc-orders:place\", \"disabled\": true}");

        assertThat(tree).allMatch(this::seesDead);
        assertThat(seesDead(exchanged)).isTrue();
        assertOAuthError(orders.exchange(token, PAYMENTS), 400, "invalid_request");
        for (String each : tree) {
            assertThat(OutsideStatus.of(issuer, each)).isEqualTo(1);
        }

        put("{\"scope\": \"rc-orders:place\"}");

        assertThat(tree).noneMatch(this::seesDead);
        assertThat(seesDead(exchanged)).isFalse();
        assertThat(orders.exchange(token, PAYMENTS).statusCode()).isEqualTo(200);
        for (String each : tree) {
            assertThat(OutsideStatus.of(issuer, each)).isZero();
        }
    }

    private void put(String metadata) throws Exception {
        assertThat(admin.send("PUT", "/clients/" + id, "application/json", metadata)
                        .statusCode())
                .isEqualTo(200);
    }

    private ServiceClient registered() throws Exception {
        return ServiceClient.registered(issuer, id, "rc-orders:place");
    }

    private boolean seesDead(String token) {
        try {
            return gateway.seesDead(token);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
