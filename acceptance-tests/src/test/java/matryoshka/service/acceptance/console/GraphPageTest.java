package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The picture of the graph, and what it tells. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class GraphPageTest {
    private static final String SHOP = shop();
    private static final String HOSTILE = """
            services:
              evil:
                audience: "https://evil.example/?x='-alert(1)-'"
                description: '<img src=x onerror="window.hacked=1">'
                scopes: {"<script>window.hacked=1</script>": "<iframe srcdoc='<script>parent.hacked=1</script>'>"}
              other:
                scopes: {"'-alert(1)-'": "javascript:window.hacked=1"}
            dependencies:
              evil-calls:
                from: evil
                to: other
                requires: ["<script>window.hacked=1</script>"]
                grants: ["'-alert(1)-'"]
                when: subject.sub != '<img src=x onerror=window.hacked=1>'
            """;

    private final RunningIssuer issuer;
    private final Browser browser;

    GraphPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @BeforeEach
    void shopIsPublished() throws Exception {
        issuer.publish(SHOP);
        String reader = "reader-" + UUID.randomUUID().toString().substring(0, 8);
        browser.signIn(issuer, reader, issuer.register(reader, "graph:read"), "#/graph");
        browser.see(".graph");
    }

    @Test
    void services_and_dependencies_are_drawn_by_context_and_sharing() throws Exception {
        assertThat(browser.count("[data-service]")).isEqualTo(8);
        assertThat(browser.count(".graph-edge.embed[data-dependency]")).isEqualTo(7);
        assertThat(browser.count(".graph-edge.exchange[data-dependency]")).isEqualTo(1);
        assertThat(browser.count(".graph-edge.reuse[data-dependency]")).isEqualTo(1);
        assertThat(browser.text(".graph-context")).isEqualTo("shop");
        browser.click("[data-dependency=orders-ask-bank]");
        browser.see(".with-aside .card", "bank:finance");
        browser.look("graph");
        assertThat(browser.downloaded("[aria-label='Download as DOT']"))
                .startsWith("digraph")
                .contains("orders");
        assertThat(browser.downloaded("[aria-label='Download as SVG']")).contains("<svg", ">orders<");
        browser.press("[data-service=bank]", Keys.ENTER);
        browser.see(".with-aside .card", "The financial institution");
        browser.see(".graph-service.chosen[data-service=bank]");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_search_leads_to_what_is_around_a_service() throws Exception {
        browser.type("input[type=search]", "ledger:b");
        browser.see(".found", "ledger");
        browser.press("input[type=search]", Keys.ENTER);
        browser.miss("[data-service=orders]");
        assertThat(browser.count("[data-service]")).isEqualTo(2);
    }

    @Test
    void any_version_is_drawn_and_compared_with_another() throws Exception {
        long before =
                issuer.read("/graph/versions?limit=1").at("/versions/0/version").longValue();
        issuer.publish(SHOP.replace("identity-locate-address", "identity-finds-address")
                .replace("lifetime: PT1M", "lifetime: PT30S"));
        browser.go("#/graph?against=" + before);
        browser.see(".graph-edge.added[data-dependency=identity-finds-address]");
        assertThat(browser.count(".graph-edge.removed[data-dependency=identity-locate-address]"))
                .isEqualTo(1);
        browser.click(".graph-edge.changed[data-dependency=orders-ask-bank]");
        browser.see(".with-aside .card", "PT30S");
        browser.look("graph-changes");

        browser.set("input[type=range]", Long.toString(before));
        browser.see("[data-dependency=identity-locate-address]");
        assertThat(browser.count("[data-dependency=identity-finds-address]")).isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void texts_of_the_graph_are_shown_and_never_run() throws Exception {
        issuer.publish(HOSTILE);
        browser.go("#/graph?service=evil");
        browser.see(".with-aside .card", "<img src=x onerror");
        browser.click("[data-dependency=evil-calls]");
        browser.see(".with-aside .card", "<script>window.hacked=1</script>");
        browser.type("input[type=search]", "<script>");
        browser.see(".found", "<script>window.hacked=1</script>");

        assertThat(browser.isHacked()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    private static String shop() {
        try {
            return Files.readString(Path.of("../examples/shop.yaml"));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
