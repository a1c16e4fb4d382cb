package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code invariants} of the document. */
@ExtendWith(SharedIssuer.class)
class GuardRailsTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {"shop:use": "", "shop:admin": ""}}
              pay: {scopes: {"pay:charge": ""}}
              ledger: {scopes: {"ledger:write": ""}}
              news: {scopes: {"news:read": ""}}
            dependencies:
              shop-pay: {from: shop, to: pay, requires: ["shop:admin"], grants: ["pay:charge"]}
              pay-ledger: {from: pay, to: ledger, grants: ["ledger:write"], sharing: exchange}
            invariants:
              news-never-books: {from: news, never: "ledger:write"}
              mobile-never-books: {from: gr-mobile, never: "ledger:write"}
              only-shop-pays: {service: pay, callers: [shop]}
              shallow: {max_depth: 2}
            """;

    private Caller admin;
    private long version;

    @BeforeEach
    void publish_the_graph(RunningIssuer issuer) throws Exception {
        admin = Caller.admin(issuer);
        version = issuer.publish(GRAPH);
    }

    @ParameterizedTest
    @CsvSource({
        "news-never-books, '{from: news, to: ledger, grants: [ledger:write]}', 'news → ledger'",
        "news-never-books, '{from: news, to: shop, grants: [shop:admin], sharing: exchange}', 'news → shop'",
        "only-shop-pays, '{from: news, to: pay, grants: [pay:charge]}', 'news → pay'",
        "shallow, '{from: pay, to: news, grants: [news:read]}', 'shop → pay'"
    })
    void a_change_that_breaks_one_is_refused_with_the_path(String name, String edge, String way) throws Exception {
        HttpResponse<String> refused = admin.put("/graph/dependencies/new", edge);

        assertProblem(refused, 422);
        JsonNode broken = violation(refused, "/invariants/" + name);
        assertThat(broken.get("rule").textValue()).isEqualTo("invariant");
        assertThat(broken.get("message").textValue()).contains(name, way);
        assertThat(admin.get("/graph/dependencies/new").statusCode()).isEqualTo(404);
    }

    @Test
    void a_change_with_which_a_registered_client_would_break_one_is_refused(RunningIssuer issuer) throws Exception {
        ensureMobile(issuer);

        HttpResponse<String> refused = admin.patch("/graph", "dependencies: {shop-pay: {requires: ['shop:use']}}");

        assertProblem(refused, 422);
        assertThat(violation(refused, "/invariants/mobile-never-books")
                        .get("message")
                        .textValue())
                .contains("the client \"gr-mobile\"", "shop → pay", "pay → ledger");
    }

    @Test
    void a_client_that_would_break_one_is_not_registered(RunningIssuer issuer) throws Exception {
        ensureMobile(issuer);

        HttpResponse<String> changed =
                admin.send("PUT", "/clients/gr-mobile", "application/json", "{\"scope\":\"shop:use shop:admin\"}");
        admin.delete("/clients/gr-mobile");
        HttpResponse<String> registered = admin.send(
                "POST", "/clients", "application/json", "{\"client_id\":\"gr-mobile\",\"scope\":\"ledger:write\"}");

        for (HttpResponse<String> refused : java.util.List.of(changed, registered)) {
            assertProblem(refused, 422);
            JsonNode broken = violation(refused, "/scope");
            assertThat(broken.get("rule").textValue()).isEqualTo("invariant");
            assertThat(broken.get("message").textValue()).contains("mobile-never-books");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', /invariants/new",
        "'{max_depth: 0}', /invariants/new/max_depth",
        "'{max_depth: 1e400}', /invariants/new",
        "'{max_depth: 2, service: pay}', /invariants/new",
        "'{from: news}', /invariants/new/never",
        "'{from: news, never: \"no:such\"}', /invariants/new/never",
        "'{from: news, never: \"news:read\"}', /invariants/new",
        "'{service: nowhere, callers: []}', /invariants/new/service",
        "'{service: news, callers: [nobody]}', /invariants/new/callers"
    })
    void a_malformed_or_already_broken_invariant_is_refused(String invariant, String pointer) throws Exception {
        HttpResponse<String> refused = admin.patch("/graph", "invariants: {new: " + invariant + "}");

        assertProblem(refused, 422);
        assertThat(json(refused).get("violations").findValuesAsText("pointer"))
                .anyMatch(found -> found.startsWith(pointer));
    }

    @Test
    void guard_rails_are_versioned_with_the_graph() throws Exception {
        HttpResponse<String> removed =
                admin.patch("/graph", "invariants: {shallow: null, only-shop-pays: {callers: []}}");
        assertThat(removed.statusCode()).isEqualTo(422);

        JsonNode diff = json(admin.patch("/graph", "invariants: {shallow: null, news-never-books: {from: pay-desk}}"))
                .get("diff");

        assertThat(diff.at("/invariants/removed").fieldNames()).toIterable().containsExactly("shallow");
        assertThat(diff.at("/invariants/changed/news-never-books/from/after").textValue())
                .isEqualTo("pay-desk");
        assertThat(json(admin.get("/graph")).get("invariants")).hasSize(3);
        assertThat(json(admin.get("/graph?version=" + version)).get("invariants"))
                .hasSize(4);
    }

    private void ensureMobile(RunningIssuer issuer) throws Exception {
        if (admin.get("/clients/gr-mobile").statusCode() == 404) {
            issuer.register("gr-mobile", "shop:use");
        }
    }

    private static JsonNode violation(HttpResponse<String> refused, String pointer) throws Exception {
        for (JsonNode violation : json(refused).get("violations")) {
            if (violation.get("pointer").textValue().equals(pointer)) {
                return violation;
            }
        }
        throw new AssertionError(refused.body());
    }
}
