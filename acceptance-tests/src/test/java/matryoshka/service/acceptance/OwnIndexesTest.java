package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long-lived tokens have indexes of their own in status lists, where they can be revoked. */
class OwnIndexesTest {
    private static final String GRAPH = """
            services:
              long: {lifetime: PT30M, scopes: {"long:x": ""}}
              below: {lifetime: PT30M, scopes: {"below:x": ""}}
              short: {lifetime: PT5M, scopes: {"short:x": ""}}
            dependencies:
              long-below: {from: long, to: below, grants: ["below:x"]}
            """;
    private static final int REFUSED = 1;

    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("statusList.maxOwnIndexes", "3"));

    @Test
    void a_long_lived_token_is_revoked_in_its_status_list_with_what_is_in_it_and_no_other(RunningIssuer issuer)
            throws Exception {
        issuer.publish(GRAPH);
        Revoking app = Revoking.registered(issuer, "app", "long:x");
        List<String> tree = Revoking.tree(app.token(issuer));
        List<String> other = Revoking.tree(app.token(issuer));
        assertThat(tree).hasSize(2);
        assertThat(index(tree.get(0))).isNotEqualTo(index(other.get(0)));
        assertThat(index(tree.get(1))).isNotEqualTo(index(other.get(1)));

        app.revoke(issuer, tree.get(0));

        for (String token : tree) {
            Soon.holds(() -> OutsideStatus.of(issuer, token) == REFUSED);
        }
        for (String token : other) {
            assertThat(OutsideStatus.of(issuer, token)).isZero();
        }
        issuer.publish(GRAPH.replace("grants: [\"below:x\"]", "grants: [\"below:x\"], lifetime: PT20M"));
        assertThat(OutsideStatus.of(issuer, other.get(0))).as("as its plan").isZero();
    }

    @Test
    void short_ones_and_those_beyond_the_bound_share_the_index_of_their_plan(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        Revoking brief = Revoking.registered(issuer, "brief", "short:x");
        assertThat(index(brief.token(issuer))).isEqualTo(index(brief.token(issuer)));
        Revoking many = Revoking.registered(issuer, "many", "long:x");
        for (int i = 0; i < 3; i++) {
            many.token(issuer);
        }

        assertThat(index(many.token(issuer))).isEqualTo(index(many.token(issuer)));
    }

    private static String index(String token) throws Exception {
        return Revoking.payload(token).at("/status/status_list").toString();
    }
}
