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

    private final RunningIssuer issuer;
    private final Browser browser;

    GraphPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @BeforeEach
    void shopIsPublished() throws Exception {
        issuer.publish(SHOP);
        String reader = "reader-" + UUID.randomUUID();
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

    private static String shop() {
        try {
            return Files.readString(Path.of("../examples/shop.yaml"));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
