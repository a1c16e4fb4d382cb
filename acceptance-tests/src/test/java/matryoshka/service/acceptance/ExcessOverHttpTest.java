package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens with withdrawn authority, where excess is rejected: they are not active anywhere. */
class ExcessOverHttpTest {
    private static final String GRAPH = """
            services:
              ex-shop: {scopes: {"ex-shop:order": ""}}
              ex-pay: {scopes: {"ex-pay:charge": ""}}
              ex-mail: {scopes: {"ex-mail:send": ""}}
            dependencies:
              ex-shop-pay: {from: ex-shop, to: ex-pay, grants: ["ex-pay:charge"]}
              ex-shop-mail: {from: ex-shop, to: ex-mail, grants: ["ex-mail:send"], staleness: {excess: flag}}
            """;
    private static final String NO_PAY = "{dependencies: {ex-shop-pay: null}}";
    private static final String NO_MAIL = "{dependencies: {ex-shop-mail: null}}";
    private static final String REJECTING = "{dependencies: {ex-shop-pay: {staleness: {excess: reject}}}}";

    /** The clients, and a token for the shop that embeds tokens for mail and pay. */
    private record Scene(RunningIssuer issuer, ServiceClient shop, ServiceClient gateway, List<String> tree) {
        private static int number;

        static Scene in(RunningIssuer issuer) throws Exception {
            issuer.publish(GRAPH);
            number++;
            ServiceClient app = ServiceClient.registered(issuer, "ex-app-" + number, "ex-shop:order");
            ServiceClient gateway = ServiceClient.registered(issuer, "ex-gateway-" + number, "tokens:introspect");
            if (number > 1) {
                Caller.admin(issuer).delete("/clients/ex-shop");
            }
            ServiceClient shop = ServiceClient.registered(issuer, "ex-shop", "");
            Scene scene = new Scene(issuer, shop, gateway, Revoking.tree(app.token("")));
            scene.assertStands(false, 0, 0);
            scene.assertStands(false, 1, 0);
            scene.assertStands(false, 2, 0);
            return scene;
        }

        void change(String patch) throws Exception {
            HttpResponse<String> changed = Caller.admin(issuer).patch("/graph", patch);
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        }

        void assertStands(boolean dead, int place, int status) throws Exception {
            assertThat(gateway.seesDead(tree.get(place))).isEqualTo(dead);
            Soon.holds(() -> OutsideStatus.of(issuer, tree.get(place)) == status);
        }

        /** Of the outer token and of that for pay. */
        void assertRefused() throws Exception {
            assertStands(true, 0, 1);
            assertStands(true, 2, 1);
            assertStands(false, 1, 0);
            assertOAuthError(shop.exchange(tree.get(0), ""), 400, "invalid_request");
            assertOAuthError(shop.exchange(tree.get(0), "&audience=ex-mail"), 400, "invalid_request");
        }

        void assertFlagged(int place) throws Exception {
            assertStands(false, 0, 3);
            assertStands(false, place, 3);
            assertThat(shop.exchange(tree.get(0), "").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Everywhere {
        @RegisterExtension
        static final IssuerExtension ISSUER = new IssuerExtension(Map.of("staleness.excess", "reject"));

        private Scene scene;

        @BeforeEach
        void begin(RunningIssuer issuer) throws Exception {
            scene = Scene.in(issuer);
        }

        @Test
        void a_token_with_withdrawn_power_is_refused() throws Exception {
            scene.change(NO_PAY);

            scene.assertRefused();
        }

        @Test
        void a_dependencys_setting_counts_even_after_it_was_removed() throws Exception {
            scene.change(NO_MAIL);

            scene.assertFlagged(1);
        }

        @Test
        void one_withdrawal_that_is_not_tolerated_is_enough() throws Exception {
            scene.change(NO_MAIL);
            scene.change(NO_PAY);

            scene.assertStands(true, 0, 1);
            scene.assertStands(false, 1, 3);
            scene.assertStands(true, 2, 1);
        }

        @Test
        void a_token_that_only_lacks_something_is_not_refused() throws Exception {
            scene.change("{services: {ex-new: {scopes: {'ex-new:x': ''}}}, dependencies: {ex-shop-new:"
                    + " {from: ex-shop, to: ex-new, grants: ['ex-new:x']}}}");

            assertThat(scene.gateway()
                            .introspection(scene.tree().get(0))
                            .at("/graph/missing/ex-new")
                            .isArray())
                    .isTrue();
            scene.assertStands(false, 0, 0);
            assertThat(scene.shop().exchange(scene.tree().get(0), "").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void a_refused_token_is_good_again_when_its_power_is_given_back() throws Exception {
            scene.change(NO_PAY);
            scene.assertStands(true, 0, 1);

            scene.issuer().publish(GRAPH);

            scene.assertStands(false, 0, 0);
            scene.assertStands(false, 2, 0);
        }
    }

    @Nested
    @ExtendWith(SharedIssuer.class)
    class AlongOneDependency {
        private Scene scene;

        @BeforeEach
        void begin(RunningIssuer issuer) throws Exception {
            scene = Scene.in(issuer);
        }

        @Test
        void excess_is_flagged_by_default() throws Exception {
            scene.change(NO_PAY);

            scene.assertFlagged(2);
        }

        @Test
        void a_rejecting_dependency_counts_even_after_it_was_removed() throws Exception {
            scene.issuer().publish(GRAPH);
            scene.change(REJECTING);
            Scene later = new Scene(scene.issuer(), scene.shop(), scene.gateway(), scene.tree());
            later.assertStands(false, 0, 0);

            later.change(NO_PAY);

            later.assertRefused();
        }

        @Test
        void narrowed_grants_are_withdrawn_like_removed_ones() throws Exception {
            scene.change("{dependencies: {ex-shop-pay: {clients: [nobody], staleness: {excess: reject}}}}");

            scene.assertRefused();
        }
    }
}
