package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terms of a dependency in documents: stored as written, validated with the rest, and not relaxed without consent. */
@ExtendWith(IssuerExtension.class)
class TermsOverHttpTest {
    private static final String GRAPH = """
            services:
              front: {owners: [te-front], scopes: {"front:use": ""}}
              back: {owners: [te-back], scopes: {"back:read": ""}}
            dependencies:
              e:
                from: front
                to: back
                grants: ["back:read"]
                sharing: exchange
                when: client.tier == 'gold'
                parameters: {order: {pattern: "[0-9]+"}}
                extend: PT1H
                staleness: {excess: reject}
            """;

    private static Caller front;
    private static Caller back;

    @BeforeAll
    static void register_the_owners(RunningIssuer issuer) throws Exception {
        front = Caller.registered(issuer, "te-front", "graph:read graph:write");
        back = Caller.registered(issuer, "te-back", "graph:read graph:write");
    }

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
    }

    @Test
    void published_terms_are_read_back() throws Exception {
        JsonNode edge = json(front.get("/graph/dependencies/e"));

        assertThat(edge.get("when").textValue()).isEqualTo("client.tier == 'gold'");
        assertThat(edge.at("/parameters/order/pattern").textValue()).isEqualTo("[0-9]+");
        assertThat(edge.get("extend").textValue()).isEqualTo("PT1H");
        assertThat(edge.at("/staleness/excess").textValue()).isEqualTo("reject");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    when: "client.tier =="                            | /when                          | condition
                    when: "client_id"                                 | /when                          | condition
                    when: "tier == 'gold'"                            | /when                          | condition
                    when: "client_id + 'x' == 'y'"                    | /when                          | condition
                    when: ""                                          | /when                          | condition
                    parameters: {order: {pattern: "["}}               | /parameters/order/pattern      | pattern
                    parameters: {order: {pattern: "(a{999}){999}"}}   | /parameters/order/pattern      | pattern
                    parameters: {scope: {pattern: "a"}}               | /parameters/scope              | parameter-name
                    parameters: {sub: {pattern: "a"}}                 | /parameters/sub                | reserved-claim
                    parameters: {a/b: {pattern: "["}, order: null}    | /parameters/a~1b/pattern       | pattern
                    extend: PT25H                                     | /extend                        | extend
                    staleness: {excess: ignore}                       | /staleness/excess              | excess
                    """)
    void violations_of_terms_have_pointers(String members, String pointer, String rule) throws Exception {
        HttpResponse<String> refused = front.patch("/graph", "dependencies: {e: {" + members + "}}");

        assertProblem(refused, 422);
        assertThat(json(refused).get("violations")).anySatisfy(violation -> {
            assertThat(violation.get("pointer").textValue()).isEqualTo("/dependencies/e" + pointer);
            assertThat(violation.get("rule").textValue()).isEqualTo(rule);
        });
    }

    @Test
    void violations_of_expressions_are_reported_with_all_others() throws Exception {
        HttpResponse<String> refused = front.patch("/graph", "dependencies: {e: {to: nowhere, when: client.tier == }}");
        HttpResponse<String> unreadable =
                front.patch("/graph", "dependencies: {e: {when: 'x', parameters: {order: 1}}}");

        assertThat(json(refused).get("violations").findValuesAsText("rule")).contains("unknown-service", "condition");
        assertThat(json(unreadable).get("violations").findValuesAsText("rule")).contains("wrong-type", "condition");
    }

    @ParameterizedTest
    @CsvSource({
        "condition-widened,  '{when: null}'",
        "condition-widened,  '{when: \"true\"}'",
        "parameters-widened, '{parameters: null}'",
        "parameters-widened, '{parameters: {order: {pattern: .*}}}'",
        "extension-widened,  '{extend: PT2H}'",
        "staleness-widened,  '{staleness: {excess: flag}}'",
        "staleness-widened,  '{staleness: null}'"
    })
    void terms_are_not_eased_without_consent(String change, String members) throws Exception {
        String patch = "{dependencies: {e: " + members + "}}";

        HttpResponse<String> refused = front.patch("/graph", patch);

        assertProblem(refused, 403);
        assertThat(json(refused).get("changes")).hasSize(1);
        assertThat(json(refused).at("/changes/0/change").textValue()).isEqualTo(change);
        assertThat(json(refused).at("/changes/0/service").textValue()).isEqualTo("back");
        assertThat(back.patch("/graph", patch).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'{parameters: {till: {pattern: x}}}'",
        "'{extend: PT30M}'",
        "'{extend: null}'",
    })
    void narrower_terms_need_no_consent(String members) throws Exception {
        assertThat(front.patch("/graph", "{dependencies: {e: " + members + "}}").statusCode())
                .isEqualTo(200);
    }
}
