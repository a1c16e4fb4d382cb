package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was published, and back to it. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class HistoryPageTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">";

    private final RunningIssuer issuer;
    private final Browser browser;

    HistoryPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @Test
    void versions_are_compared_and_restored() throws Exception {
        String mark = UUID.randomUUID().toString();
        long first = issuer.publish("services: {history: {description: '" + mark + HOSTILE + "', lifetime: PT1M}}");
        long second = Answers.json(
                        Answers.send(issuer.asAdmin("/graph?message=" + RunningIssuer.encoded("Longer " + HOSTILE))
                                .header("Content-Type", "application/yaml")
                                .method("PATCH", BodyPublishers.ofString("services: {history: {lifetime: PT3M}}"))))
                .get("version")
                .longValue();
        String client = "historian-" + mark.substring(0, 6);
        String secret = issuer.register(client, "graph:read graph:write graph:publish-any");

        browser.signIn(issuer, client, secret, "#/history");
        browser.see("tr.chosen", "Longer " + HOSTILE);
        browser.see("[data-element=history]", "PT3M");
        browser.look("history");

        browser.click("[aria-label='Show version " + first + "']");
        browser.see("[data-element=history]", mark);
        browser.click(".history > .stack .button:last-child");
        browser.see("[data-element=history] del", "PT3M");
        browser.click(".button.primary");
        browser.see(".notice.good", "Published as version " + (second + 1));
        browser.click(".notice.good a");
        browser.see("tr.chosen", "Restore version " + first);
        assertThat(issuer.read("/graph").at("/services/history/lifetime").textValue())
                .isEqualTo("PT1M");
        assertThat(browser.isHacked()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }
}
