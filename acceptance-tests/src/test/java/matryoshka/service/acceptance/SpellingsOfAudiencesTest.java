package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A URI names one service however it is spelled (RFC 3986 §6.2.2, §6.2.3); tokens have it as the graph has it. */
@ExtendWith(SharedIssuer.class)
class SpellingsOfAudiencesTest {
    private static final String GRAPH = """
            services:
              sp-shop: {scopes: {"sp-shop:order": ""}}
              sp-bank: {audience: "%s", scopes: {"sp-bank:book": ""}}
            dependencies:
              sp-shop-bank: {from: sp-shop, to: sp-bank, grants: ["sp-bank:book"], sharing: exchange}
            """;
    private static final List<String> SPELLINGS =
            List.of("https://bank.sp.example", "HTTPS://Bank.SP.example:443", "https://bank.sp.example/a/../");

    private static ServiceClient app;
    private static ServiceClient shop;
    private static ServiceClient bank;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH.formatted("https://bank.sp.example"));
        app = ServiceClient.registered(issuer, "sp-app", "sp-shop:order sp-bank:book");
        shop = ServiceClient.registered(issuer, "sp-shop", "");
        bank = ServiceClient.registered(issuer, "sp-bank", "");
    }

    @BeforeEach
    void publish(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH.formatted("https://bank.sp.example"));
    }

    @Test
    void two_services_cannot_have_one_audience_in_two_spellings(RunningIssuer issuer) throws Exception {
        for (String spelling : SPELLINGS) {
            HttpResponse<String> refused = Caller.admin(issuer)
                    .put("/graph/services/sp-thief", "{audience: \"" + spelling + "\", scopes: {\"sp-thief:x\": ''}}");

            assertProblem(refused, 422);
            assertThat(json(refused).at("/violations/0/rule").textValue()).isEqualTo("audience-unique");
        }
    }

    @Test
    void a_resource_or_audience_may_be_spelled_in_any_way(RunningIssuer issuer) throws Exception {
        String token = app.token("sp-shop:order");
        for (String spelling : SPELLINGS) {
            for (String parameter : List.of("&resource=", "&audience=")) {
                String target = parameter + RunningIssuer.encoded(spelling);
                HttpResponse<String> own = issuer.token("sp-app", app.secret(), target);
                assertThat(json(own).path("scope").asText()).as(own.body()).isEqualTo("sp-bank:book");
                OutsideToken exchanged = shop.exchanged(token, target, "https://bank.sp.example");
                assertThat(exchanged.audiences()).containsExactly("https://bank.sp.example");
            }
        }
    }

    @Test
    void respelling_an_audience_in_the_graph_keeps_its_tokens(RunningIssuer issuer) throws Exception {
        String token = app.token("sp-bank:book");

        issuer.publish(GRAPH.formatted("HTTPS://bank.sp.example:443/"));

        assertThat(bank.introspection(token).get("aud").asText()).isEqualTo("https://bank.sp.example");
        assertThat(shop.seesDead(token)).isTrue();
    }
}
