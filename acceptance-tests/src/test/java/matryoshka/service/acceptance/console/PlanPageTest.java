package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client would get, token by token. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class PlanPageTest {
    private static final String GRAPH = """
            services:
              orders: {scopes: {"orders:place": "", "orders:read": ""}}
              bank: {scopes: {"bank:finance": ""}}
              ledger: {scopes: {"ledger:book": ""}}
              geo: {scopes: {"geo:locate": ""}}
            dependencies:
              orders-bank: {from: orders, to: bank, grants: ["bank:finance"], when: "client.tier == 'gold'"}
              bank-ledger: {from: bank, to: ledger, grants: ["ledger:book"], sharing: exchange}
            """;
    private static final String MARKUP = "<img/src=x/onerror=window.hacked=1>";

    private final RunningIssuer issuer;
    private final Browser browser;

    PlanPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @Test
    void two_versions_of_a_plan_are_shown_side_by_side_with_what_gave_each_scope() throws Exception {
        long before = issuer.publish(GRAPH);
        long after = issuer.publish(GRAPH + "  bank-geo: {from: bank, to: geo, grants: [\"geo:locate\"]}\n");
        String client = client("orders:place orders:read");
        signIn("#/plan");
        browser.type("input[name=client_id]", client);
        browser.see(".choices", "orders:read");
        browser.click(".choices input");
        browser.set("input[name=version]", String.valueOf(after));
        browser.set("input[name=against]", String.valueOf(before));
        browser.click("button[type=submit]");
        browser.see("[data-version='" + after + "'] [data-token=geo]", "only here");
        browser.see("[data-version='" + before + "'] [data-token=bank]", "differs inside");
        assertThat(browser.text("[data-version='" + before + "'] [data-token=bank]"))
                .contains("client.tier == 'gold'", "by exchange", "ledger:book", "presented by orders");
        assertThat(browser.text(".budget")).contains("of 6,144 bytes", "of 64 tokens");
        browser.click("[data-version='" + after + "'] [data-token=geo] button");
        browser.see(".why", "Given by bank-geo, as of version " + after);
        browser.look("plan");
        browser.click("[data-version='" + after + "'] .offer a");
        browser.see(".plan", "Exchanged by orders, then by bank.");
        browser.see("[data-token=ledger]", "ledger:book");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_refusal_is_told_and_hostile_names_run_nothing() throws Exception {
        issuer.publish("""
                services:
                  orders: {scopes: {"%1$s": ""}}
                  bank: {audience: "urn:x:%%3Cimg%%3E", scopes: {"bank%1$s": ""}}
                dependencies:
                  orders-bank: {from: orders, to: bank, grants: ["bank%1$s"], when: "client.x == '%1$s'"}
                """.formatted(MARKUP));
        String client = client(MARKUP);
        signIn("#/plan?client=" + client);
        browser.see("[data-token=bank]", MARKUP);
        browser.click("[data-token=bank] button");
        browser.see(".why", "orders-bank");
        browser.go("#/graph");
        browser.see("[data-page=graph]");
        browser.go("#/plan?client=" + client + "&scope=nope");
        browser.see(".notice.bad", "nope");
        assertThat(browser.isHacked()).isFalse();
    }

    private String client(String scope) throws Exception {
        String id = name("web-shop");
        issuer.register(id, scope);
        return id;
    }

    private void signIn(String address) throws Exception {
        String reader = name("reader");
        browser.signIn(issuer, reader, issuer.register(reader, "graph:read clients:read"), address);
        browser.see("[data-page=plan]");
    }

    /** A name that no other test has, short enough for a picture. */
    private static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 6);
    }
}
