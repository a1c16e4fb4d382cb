package matryoshka.service.tokens.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.token.Cnf;
import matryoshka.token.MintedToken;
import org.junit.jupiter.api.Test;

class IssueTokenTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': '', 'shop:read': ''}}
              bank: {scopes: {'bank:charge': ''}, lifetime: PT1M}
            dependencies:
              shop-bank: {from: shop, to: bank, requires: ['shop:order'], grants: ['bank:charge']}
            """;

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final Client web = issuer.register("web", "shop:order", "shop:read");

    @Test
    void what_the_graph_derives_from_the_requested_scopes_is_nested() {
        IssuedToken order = issued(issuer.request(web, "shop:order"));
        IssuedToken read = issued(issuer.request(web, "shop:read"));

        assertThat(order.tree().tokens()).hasSize(2);
        assertThat(order.plan().outer().content().scopes()).containsExactly("shop:order");
        assertThat(read.tree().tokens()).hasSize(1);
    }

    @Test
    void nested_tokens_have_lifetimes_of_their_own() {
        IssuedToken order = issued(issuer.request(web, "shop:order"));

        assertThat(order.tree().tokens())
                .extracting(MintedToken::expiresAt)
                .containsExactlyInAnyOrder(
                        issuer.clock.instant().plus(Duration.ofMinutes(1)),
                        issuer.clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void without_scopes_a_client_gets_all_that_it_has_registered() {
        assertThat(issued(issuer.request(web)).plan().outer().content().scopes())
                .containsExactly("shop:order", "shop:read");
    }

    @Test
    void an_unregistered_scope_is_refused_and_stores_nothing() {
        assertThat(issuer.request(web, "bank:charge"))
                .isInstanceOfSatisfying(
                        PlanResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PlanRefusal.INVALID_SCOPE));
        assertThat(issuer.plans.ids()).isEmpty();
    }

    @Test
    void the_plan_is_stored_before_its_first_token_is_returned() {
        issuer.plans.away(true);
        assertThatThrownBy(() -> issuer.request(web, "shop:read")).isInstanceOf(IllegalStateException.class);

        issuer.plans.away(false);
        String plan = issued(issuer.request(web, "shop:read")).plan().outer().id();
        assertThat(issuer.plans.ids()).containsExactly(plan);
    }

    @Test
    void tokens_of_a_known_plan_need_no_database() {
        issuer.request(web, "shop:read");
        issuer.plans.away(true);

        assertThat(issuer.request(web, "shop:read")).isInstanceOf(PlanResult.Planned.class);
    }

    @Test
    void a_client_with_too_many_plans_gets_no_token_of_a_new_one() {
        PlayedIssuer wide = new PlayedIssuer("services: {a: {scopes: {'a:0': '', 'a:1': '', 'a:2': '', 'a:3': ''}}}");
        Client greedy = wide.register("greedy", "a:0", "a:1", "a:2", "a:3");
        for (int mask = 1; mask <= 8; mask++) {
            assertThat(wide.request(greedy, scopes(mask))).isInstanceOf(PlanResult.Planned.class);
        }

        assertThat(wide.request(greedy, scopes(9)))
                .isInstanceOfSatisfying(
                        PlanResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PlanRefusal.TOO_MANY));
        assertThat(wide.request(greedy, scopes(1))).isInstanceOf(PlanResult.Planned.class);
    }

    @Test
    void a_token_is_bound_to_the_key_that_was_proved() {
        Cnf key = new Cnf("jkt", "A".repeat(43));
        ClientCredentialsRequest all = new ClientCredentialsRequest(null, new TreeSet<>(), new TreeMap<>());

        IssuedToken bound = issued(issuer.issueToken.issue(issuer.snapshot(), web, all, key));

        assertThat(bound.type()).isEqualTo("DPoP");
        assertThat(bound.tree().outer().cnf()).isEqualTo(key);
        assertThat(issued(issuer.request(web)).type()).isEqualTo("Bearer");
    }

    private static String[] scopes(int mask) {
        return IntStream.range(0, 4)
                .filter(bit -> (mask >> bit & 1) != 0)
                .mapToObj(bit -> "a:" + bit)
                .toArray(String[]::new);
    }

    private static IssuedToken issued(PlanResult<IssuedToken> result) {
        return ((PlanResult.Planned<IssuedToken>) result).value();
    }
}
