package matryoshka.service.tokens.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.staleness.AssessedToken;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.trust.SubjectTokenType;
import org.junit.jupiter.api.Test;

class ExchangeOwnTokenTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': ''}}
              bank: {scopes: {'bank:charge': '', 'bank:refund': ''}}
              mail: {scopes: {'mail:send': ''}}
            dependencies:
              shop-bank: {from: shop, to: bank, grants: ['bank:charge', 'bank:refund'], sharing: exchange}
              shop-mail: {from: shop, to: mail, grants: ['mail:send'], sharing: exchange, parameters: {order: {pattern: '[0-9]+'}}}
            """;

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final Client web = issuer.register("web", "shop:order");
    private final Client shop = issuer.register("shop");
    private final String token = issuer.token(web);

    @Test
    void a_service_gets_a_token_for_the_next_one_in_the_same_chain() {
        IssuedToken exchanged = issued(exchange(token, "bank"));

        assertThat(exchanged.plan().outer().content().scopes()).containsExactly("bank:charge", "bank:refund");
        assertThat(exchanged.plan().outer().content().presenter()).isEqualTo("shop");
        assertThat(exchanged.tree().outer().jti())
                .startsWith(issuer.assessToken.live(token).orElseThrow().jti() + "~");
    }

    @Test
    void it_never_outlives_the_token_that_it_was_exchanged_for() {
        issuer.clock.turn(Duration.ofMinutes(3));

        assertThat(issued(exchange(token, "bank")).tree().outer().expiresAt())
                .isEqualTo(issuer.assessToken.live(token).orElseThrow().expiresAt());
    }

    @Test
    void without_a_dependency_there_is_no_token() {
        assertThat(exchange(token, "shop-of-others"))
                .isInstanceOfSatisfying(
                        GrantResult.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_TARGET));
    }

    @Test
    void a_required_parameter_must_be_sent() {
        assertThat(exchange(token, "mail")).isInstanceOfSatisfying(GrantResult.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(OAuthError.INVALID_REQUEST);
            assertThat(refused.detail()).contains("order");
        });
    }

    @Test
    void the_current_graph_decides_about_an_old_token() {
        issuer.publish(GRAPH.replace("['bank:charge', 'bank:refund']", "['bank:charge']"));

        assertThat(issued(exchange(token, "bank")).plan().outer().content().scopes())
                .containsExactly("bank:charge");
    }

    @Test
    void an_expired_token_is_refused() {
        AssessedToken assessed = assessed(token);
        issuer.clock.turn(Duration.ofMinutes(5));

        assertThat(trade(assessed, "bank")).isInstanceOf(GrantResult.Refused.class);
    }

    private GrantResult exchange(String subject, String target) {
        return trade(assessed(subject), target);
    }

    private AssessedToken assessed(String compact) {
        return issuer.assessToken
                .live(compact)
                .flatMap(live -> issuer.assessToken.assess(issuer.snapshot(), live))
                .orElseThrow();
    }

    private GrantResult trade(AssessedToken assessed, String target) {
        ExchangeRequest request = new ExchangeRequest(
                "not read here",
                SubjectTokenType.ACCESS_TOKEN,
                SubjectTokenType.ACCESS_TOKEN,
                new TreeSet<>(List.of(target)),
                null,
                new TreeMap<>());
        return issuer.exchangeOwnToken.trade(
                issuer.snapshot(),
                shop,
                OwnSubject.of(assessed.token(), assessed.found(), List.of("shop")),
                request,
                PlayedIssuer.noKeys());
    }

    private static IssuedToken issued(GrantResult result) {
        return ((GrantResult.Issued) result).token();
    }
}
