package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a condition decides, and the effect of later changes. */
@ExtendWith(IssuerExtension.class)
class ConditionsOverHttpTest {
    private static TermsWorld world;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        world = TermsWorld.on(issuer);
    }

    @Test
    void a_token_does_not_lack_what_a_condition_withheld() throws Exception {
        String c = "  a-c: {from: a, to: c, grants: ['c:x']}\n";
        world.publish(
                "  a-b: {from: a, to: b, grants: ['b:x'], when: 'client.gold == true', staleness: {excess: reject}}\n"
                        + c);
        String silver = world.issued();
        String gold = world.gold();

        world.publish(c);

        assertThat(world.introspected(world.a(), silver)
                        .get("graph")
                        .get("stale")
                        .booleanValue())
                .isFalse();
        assertThat(world.introspected(world.a(), silver).get("graph").get("excess"))
                .isEmpty();
        assertThat(world.a().ask(world.issuer(), silver, "").statusCode()).isEqualTo(200);
        assertThat(world.introspected(world.a(), gold).get("active").booleanValue())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.platinum == true", "false"})
    void a_changed_condition_withdraws_what_was_granted_before(String when) throws Exception {
        String edge = "  a-b: {from: a, to: b, grants: ['b:x'], when: '%s', staleness: {excess: reject}}\n";
        world.publish(edge.formatted("client.gold == true"));
        String gold = world.gold();
        String nested = world.seen(gold, "a").entries().get(0).get("token").textValue();
        assertThat(world.introspected(world.b(), nested).get("active").booleanValue())
                .isTrue();

        world.publish(edge.formatted(when));

        assertThat(world.introspected(world.b(), nested).get("active").booleanValue())
                .isFalse();
        assertOAuthError(world.b().ask(world.issuer(), nested, ""), 400, "invalid_request");
        world.publish("  a-b: {from: a, to: b, grants: ['b:x'], staleness: {excess: reject}}\n");
        assertThat(world.introspected(world.b(), nested).get("graph").get("excess"))
                .isEmpty();
    }

    @Test
    void what_a_condition_forbids_is_not_offered_for_exchange() throws Exception {
        StringBuilder services = new StringBuilder(TermsWorld.SERVICES);
        StringBuilder dependencies = new StringBuilder("dependencies:\n");
        for (int index = 0; index < 70; index++) {
            services.append(String.format(Locale.ROOT, "  s%1$d: {scopes: {'s%1$d:x': ''}}\n", index));
            dependencies.append(String.format(
                    Locale.ROOT,
                    "  a-s%1$d: {from: a, to: s%1$d, grants: ['s%1$d:x']%2$s}\n",
                    index,
                    index == 69 ? "" : ", when: 'client.gold == true'"));
        }
        world.issuer().publish(services + dependencies.toString());

        OutsideToken silver = world.seen(world.issued(), "a");

        assertThat(silver.claim("exchange")).extracting(JsonNode::textValue).isSubsetOf("s69");
        assertThat(TermsWorld.scope(world.a().ask(world.issuer(), silver.compact(), "&audience=s69")))
                .isEqualTo("s69:x");
        String gold = world.gold();
        assertThat(world.seen(gold, "a").claim("exchange")).hasSizeGreaterThan(10);
    }

    @Test
    void conditions_see_only_the_parameters_that_the_request_bound() throws Exception {
        world.publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {order: {pattern: '[0-9]{4}'}}}
                  b-c: {from: b, to: c, grants: ['c:x'], when: "parameters.order == '1234'"}
                """);

        String right = world.a().exchanged(world.issuer(), world.issued(), "&audience=b&order=1234");
        assertThat(world.seen(right, "b").entries()).hasSize(1);
        assertThat(TermsWorld.scope(world.b().ask(world.issuer(), right, "&audience=c")))
                .isEqualTo("c:x");
        assertThat(world.seen(world.b().exchanged(world.issuer(), right, ""), "b")
                        .entries())
                .hasSize(1);

        String wrong = world.a().exchanged(world.issuer(), world.issued(), "&audience=b&order=9999");
        assertThat(world.seen(wrong, "b").entries()).isEmpty();
        assertOAuthError(world.b().ask(world.issuer(), wrong, "&audience=c&order=1234"), 400, "invalid_target");
    }

    @Test
    void conditions_do_not_see_a_parameter_of_more_than_200_characters() throws Exception {
        world.publish("  a-b: {from: a, to: b, grants: ['b:x'], when: \"parameters.z.matches('a+')\"}\n");

        assertThat(world.seen(world.issued("&z=" + "a".repeat(200)), "a").entries())
                .hasSize(1);
        assertThat(world.seen(world.issued("&z=" + "a".repeat(201)), "a").entries())
                .isEmpty();
    }
}
