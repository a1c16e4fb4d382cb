package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One token is for two services, and an embed edge leads from one of them to the other. */
@ExtendWith(SharedIssuer.class)
class EdgesBetweenMembersTest {
    private static final String GRAPH = """
            services:
              em-orders: {context: em, scopes: {"em-orders:place": ""}}
              em-stock: {context: em, scopes: {"em-stock:reserve": "", "em-stock:audit": ""}}
            dependencies:
              em-share: {from: em-orders, to: em-stock, grants: ["em-stock:reserve"], sharing: reuse}
              em-audit:
                {from: em-orders, to: em-stock, grants: ["em-stock:audit", "em-stock:reserve"], lifetime: PT20S,
                 claims: {set: {channel: audit}}}
            """;

    private static ServiceClient app;
    private static ServiceClient orders;
    private static ServiceClient stock;

    private RunningIssuer issuer;
    private OutsideToken outer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        var metadata = new ObjectMapper().createObjectNode().put("client_id", "em-app");
        metadata.put("scope", "em-orders:place").putObject("claims").put("note", "private");
        app = ServiceClient.registered(issuer, metadata);
        orders = ServiceClient.registered(issuer, "em-orders", "");
        stock = ServiceClient.registered(issuer, "em-stock", "");
    }

    @BeforeEach
    void issue_a_token(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
        outer = OutsideToken.verified(app.token(""), "em-orders", "ES256", issuer.jwks());
        assertThat(outer.audiences()).containsExactly("em-orders", "em-stock");
    }

    @Test
    void exchange_and_embedding_along_it_give_the_same() throws Exception {
        OutsideToken embedded = OutsideToken.verified(
                outer.entries().get(0).get("token").textValue(), "em-stock", "ES256", issuer.jwks());
        assertThat(embedded.scopes()).containsExactly("em-stock:audit", "em-stock:reserve");

        for (String scope : List.of("", "&scope=em-stock:audit+em-stock:reserve")) {
            OutsideToken exchanged = orders.exchanged(outer.compact(), "&audience=em-stock" + scope, "em-stock");
            for (String claim : List.of("aud", "scope", "sub", "act", "client_id", "txn", "channel", "note")) {
                assertThat(exchanged.claim(claim)).as(claim).isEqualTo(embedded.claim(claim));
            }
            assertThat(exchanged.number("exp") - exchanged.number("iat")).isLessThanOrEqualTo(20);
        }
        OutsideToken some = orders.exchanged(outer.compact(), "&audience=em-stock&scope=em-stock:reserve", "em-stock");
        assertThat(some.audiences()).containsExactly("em-stock");
        assertThat(some.claims().has("note")).isFalse();
    }

    @Test
    void the_shared_token_is_renewed_without_a_target_or_for_the_holder() throws Exception {
        for (String target : List.of("", "&audience=em-orders", "&audience=em-orders&audience=em-stock")) {
            assertThat(orders.exchanged(outer.compact(), target, "em-stock").scopes())
                    .isEqualTo(outer.scopes());
        }
        assertThat(stock.exchanged(outer.compact(), "&audience=em-stock", "em-orders")
                        .scopes())
                .isEqualTo(outer.scopes());
    }
}
