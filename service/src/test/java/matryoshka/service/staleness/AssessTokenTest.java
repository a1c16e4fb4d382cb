package matryoshka.service.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.ExcessPolicy;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.testing.PlayedIssuer;
import org.junit.jupiter.api.Test;

class AssessTokenTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': ''}}
              bank: {scopes: {'bank:charge': '', 'bank:refund': ''}}
              news: {scopes: {'news:read': ''}}
            dependencies:
              shop-bank: {from: shop, to: bank, grants: [%s]}
            """;
    private static final String CHARGE = GRAPH.formatted("'bank:charge'");
    private static final String MORE = GRAPH.formatted("'bank:charge', 'bank:refund'");
    private static final String OTHER = GRAPH.formatted("'bank:refund'");

    private final PlayedIssuer issuer = new PlayedIssuer(CHARGE);
    private final Client web = issuer.register("web", "shop:order");
    private final String token = issuer.token(web);

    @Test
    void a_token_is_fresh_as_long_as_the_graph_gives_the_same() {
        issuer.publish(CHARGE.replace("'news:read': ''", "'news:read': '', 'news:write': ''"));

        AssessedToken assessed = assessed(token);
        assertThat(assessed.status()).isEqualTo(StalenessStatus.FRESH);
        assertThat(assessed.staleness().stale()).isFalse();
    }

    @Test
    void it_lacks_what_a_later_version_adds() {
        issuer.publish(MORE);

        AssessedToken assessed = assessed(token);
        assertThat(assessed.status()).isEqualTo(StalenessStatus.STALE);
        assertThat(assessed.staleness().missing().services()).containsOnlyKeys("bank");
        assertThat(assessed.staleness().excess().services()).isEmpty();
    }

    @Test
    void it_has_excess_once_a_later_version_removes_something() {
        issuer.publish(OTHER);

        assertThat(assessed(token).staleness().excess().services()).containsOnlyKeys("bank");
        assertThat(assessed(token).status()).isEqualTo(StalenessStatus.STALE);
    }

    @Test
    void excess_is_rejected_where_the_dependency_says_so() {
        issuer.lastTerms.put("shop-bank", ExcessPolicy.REJECT);
        issuer.publish(OTHER);

        assertThat(assessed(token).isRefused()).isTrue();
    }

    @Test
    void it_is_fresh_again_when_the_graph_is_what_it_was() {
        issuer.publish(OTHER);
        assertThat(assessed(token).status()).isEqualTo(StalenessStatus.STALE);

        issuer.publish(CHARGE);

        assertThat(assessed(token).status()).isEqualTo(StalenessStatus.FRESH);
    }

    @Test
    void a_token_ends_with_its_lifetime() {
        assertThat(issuer.assessToken.live(token)).isPresent();

        issuer.clock.turn(Duration.ofMinutes(5));

        assertThat(issuer.assessToken.live(token)).isEmpty();
    }

    @Test
    void a_token_of_a_removed_client_is_not_active() {
        issuer.snapshots.clients(ClientRegistry.of(List.of()));

        assertThat(issuer.assessToken.live(token)).isEmpty();
    }

    @Test
    void an_altered_token_is_not_active() {
        int payload = token.indexOf('.') + 5;
        String altered =
                token.substring(0, payload) + (token.charAt(payload) == 'A' ? 'B' : 'A') + token.substring(payload + 1);

        assertThat(issuer.assessToken.live(altered)).isEmpty();
        assertThat(issuer.assessToken.live("no token")).isEmpty();
    }

    @Test
    void the_staleness_of_a_token_of_an_unknown_plan_is_unknown() {
        PlayedIssuer other = new PlayedIssuer(CHARGE);
        Client sameName = other.register("web", "shop:order");
        assertThat(sameName).isEqualTo(web);

        // Signed with the same key, but of an unknown plan.
        issuer.publish(MORE);
        String unheard = issuer.token(web);
        assertThat(other.assessToken.live(unheard).flatMap(live -> other.assessToken.assess(other.snapshot(), live)))
                .isEmpty();
    }

    private AssessedToken assessed(String compact) {
        Optional<AssessedToken> assessed =
                issuer.assessToken.live(compact).flatMap(live -> issuer.assessToken.assess(issuer.snapshot(), live));
        return assessed.orElseThrow();
    }
}
