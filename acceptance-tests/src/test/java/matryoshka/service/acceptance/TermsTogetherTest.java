package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several dependencies lead from one service to another, each on terms of its own. */
@ExtendWith(IssuerExtension.class)
class TermsTogetherTest {
    private static TermsWorld world;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        world = TermsWorld.on(issuer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            &scope=b:y&p=evil     | `'p' does not match the pattern`
            &scope=b:x+b:y&p=evil | `'p' does not match the pattern`
            &p=evil               | `'p' does not match the pattern`
            ``                    | `'p' is required`
            """)
    void each_dependency_that_adds_a_scope_requires_its_parameters(String parameters, String detail) throws Exception {
        world.publish("""
                  charge: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {p: {pattern: '.*'}}}
                  refund: {from: a, to: b, grants: ['b:y'], sharing: exchange, parameters: {p: {pattern: 'R[0-9]{6}'}}}
                """);
        String token = world.issued();

        HttpResponse<String> answer = world.a().ask(world.issuer(), token, "&audience=b" + parameters);

        assertOAuthError(answer, 400, "invalid_request");
        assertThat(answer.body()).contains(detail);
        assertThat(TermsWorld.scope(world.a().ask(world.issuer(), token, "&audience=b&p=R123456")))
                .isEqualTo("b:x b:y");
        assertThat(TermsWorld.scope(world.a().ask(world.issuer(), token, "&audience=b&scope=b:x&p=evil")))
                .isEqualTo("b:x");
    }

    @Test
    void what_one_dependency_grants_without_parameters_needs_no_other() throws Exception {
        world.publish("""
                  free: {from: a, to: b, grants: ['b:x'], sharing: exchange}
                  asks: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {p: {pattern: '[0-9]+'}}}
                """);

        String given = world.a().exchanged(world.issuer(), world.issued(), "&audience=b");

        assertThat(world.seen(given, "b").scopes()).containsExactly("b:x");
        assertThat(world.introspected(world.b(), given)
                        .get("graph")
                        .get("stale")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void a_missing_parameter_that_a_condition_uses_is_named() throws Exception {
        world.publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, when: "parameters.p.startsWith('EU')",
                        parameters: {p: {pattern: '[A-Z]{2,9}'}}}
                """);
        String token = world.issued();

        HttpResponse<String> missing = world.a().ask(world.issuer(), token, "&audience=b");
        assertOAuthError(missing, 400, "invalid_request");
        assertThat(missing.body()).contains("'p' is required");
        assertOAuthError(world.a().ask(world.issuer(), token, "&audience=b&p=eu"), 400, "invalid_request");
        assertOAuthError(world.a().ask(world.issuer(), token, "&audience=b&p=US"), 400, "invalid_target");
        assertThat(TermsWorld.scope(world.a().ask(world.issuer(), token, "&audience=b&p=EUX")))
                .isEqualTo("b:x");
    }

    @Test
    void a_dependency_whose_condition_fails_is_ignored() throws Exception {
        String kept = "  first: {from: a, to: b, grants: ['b:x', 'b:y'], when: \"client.gold == true\"}\n";
        world.publish(kept + """
                  second: {from: a, to: b, grants: ['b:x'], sharing: exchange, lifetime: PT20S, staleness: {excess: reject}}
                """);
        HttpResponse<String> answer = world.a().ask(world.issuer(), world.issued(), "&audience=b");
        assertThat(json(answer).get("expires_in").longValue()).isEqualTo(20);
        String given = json(answer).get("access_token").textValue();
        assertThat(world.introspected(world.b(), given)
                        .get("graph")
                        .get("stale")
                        .booleanValue())
                .isFalse();

        world.publish(kept);

        assertThat(world.introspected(world.b(), given).get("active").booleanValue())
                .isFalse();
        assertOAuthError(world.b().ask(world.issuer(), given, ""), 400, "invalid_request");
    }
}
