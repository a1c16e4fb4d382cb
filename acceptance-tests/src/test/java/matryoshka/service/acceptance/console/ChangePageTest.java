package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** A change of the graph in the console, from the first key to its place in the history. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class ChangePageTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">";
    private static final String EDITOR = ".editor-area";
    private static final String SHOP = """
            services:
              archive:
                description: 'Old orders <img src=x onerror="window.hacked=1">'
                scopes:
                  archive:<img/src=x/onerror=window.hacked=1>: 'See <script>window.hacked=1</script>'
              orders:
                owners: [team-shop]
                scopes:
                  orders:place: Place an order
              stock:
                owners: [team-stock]
                lifetime: PT2M
                scopes:
                  stock:reserve: Put goods aside
                  stock:count: Count goods
            dependencies:
              orders-reserve-stock:
                from: orders
                to: stock
                requires: [orders:place]
                grants: [stock:reserve]
                lifetime: PT1M
            """;

    private final RunningIssuer issuer;
    private final Browser browser;
    private final String client = name("editor");

    ChangePageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @BeforeEach
    void an_editor_is_signed_in() throws Exception {
        issuer.publish(SHOP);
        browser.signIn(issuer, client, issuer.register(client, "graph:read graph:write clients:read"), "#/change");
        browser.see(EDITOR);
    }

    @Test
    void a_change_is_tried_out_as_it_is_written_and_published() throws Exception {
        String shop = name("web-shop");
        issuer.issued(shop, issuer.register(shop, "orders:place"), "orders:place");
        String document = browser.value(EDITOR);
        replace("lifetime: \"PT1M\"", "granst: []");
        browser.see(".violations", "granst");
        browser.click(".violations button");
        browser.see(".editor-line.marked", "granst");
        assertThat(String.valueOf(browser.run(
                        "const a = arguments[0]; return a.value.slice(a.selectionStart, a.selectionEnd)",
                        browser.see(EDITOR))))
                .contains("granst");

        browser.set(EDITOR, document);
        browser.append(EDITOR, "  orders-count-stock:\nfrom: orders\nto: sto");
        browser.see(".editor-options", "stock");
        browser.append(EDITOR, Keys.ENTER, Keys.ENTER, "grants: [stock:c", Keys.TAB, "]");
        assertThat(browser.value(EDITOR)).endsWith("    from: orders\n    to: stock\n    grants: [stock:count]");
        browser.see(".desk", "lacks consent");
        browser.see(".power", "team-stock");
        browser.see("[data-element=orders-count-stock]", "added");
        browser.see(".desk-outcome td", shop);
        browser.look("change");

        browser.set(EDITOR, document);
        browser.click(".segments .button:last-child");
        browser.set("input[name=dependency]", "orders-reserve-stock");
        browser.set("input[name=lifetime]", "PT30S");
        browser.see(".diff-row", "PT30S");
        browser.type("input[name=message]", "Shorter " + HOSTILE);
        browser.click(".button.primary");
        browser.see(".notice.good", "is published");
        assertThat(issuer.read("/graph")
                        .at("/dependencies/orders-reserve-stock/lifetime")
                        .textValue())
                .isEqualTo("PT30S");
        assertThat(issuer.read("/graph/versions?limit=1")
                        .at("/versions/0/message")
                        .textValue())
                .isEqualTo("Shorter " + HOSTILE);
        assertThat(browser.isHacked()).isFalse();
        assertThat(browser.complaints())
                .as("complaints about more than the dry runs that were refused")
                .allMatch(line -> line.contains("/graph?dry_run=true"));
    }

    @Test
    void two_changes_are_put_together_and_none_is_left_by_mistake() throws Exception {
        replace("PT1M", "PT40S");
        browser.see(".diff-row", "PT40S");
        issuer.publish(SHOP.replace("PT1M", "PT50S").replace("PT2M", "PT3M"));
        browser.click(".button.primary");
        browser.see(".desk-outcome h2", "Somebody published meanwhile");
        browser.click(".desk-outcome .button.primary");
        browser.see("[data-conflict='dependencies/orders-reserve-stock/lifetime']", "PT50S");
        assertThat(browser.see(".conflict .button.primary").isEnabled()).isFalse();
        browser.look("change-conflict");
        browser.click("input[type=radio][value=yours]");
        browser.click(".conflict .button.primary");
        browser.miss(".conflict");
        assertThat(browser.value(EDITOR)).contains("PT40S", "PT3M").doesNotContain("PT50S", "PT2M");
        browser.see(".diff-row", "PT50S");

        browser.go("#/graph");
        browser.answer(false);
        assertThat(browser.value(EDITOR)).contains("PT40S");
        browser.go("#/graph");
        browser.answer(true);
        browser.miss(EDITOR);
        assertThat(browser.isHacked()).isFalse();
    }

    /** A name that no other test has, short enough for a picture. */
    private static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 6);
    }

    private void replace(String old, String text) throws Exception {
        browser.set(EDITOR, browser.value(EDITOR).replace(old, text));
    }
}
