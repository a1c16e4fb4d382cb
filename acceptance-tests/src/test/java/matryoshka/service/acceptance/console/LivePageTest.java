package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens, as it happens. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class LivePageTest {
    private static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&audience=live-bank&subject_token=";
    private static final String MARKUP = "<img/src=x/onerror=window.hacked=1>";
    private static final String GRAPH = """
            services:
              live-orders: {scopes: {"live:place": ""}}
              live-bank: {scopes: {"live:finance%2$s": ""}}
            dependencies:
              live-orders-bank: {from: live-orders, to: live-bank, grants: ["live:finance%2$s"], sharing: exchange, lifetime: %1$s}
            """;

    private final RunningIssuer issuer;
    private final Browser browser;

    LivePageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @Test
    void versions_exchanges_and_refusals_are_shown_as_they_come() throws Exception {
        issuer.publish(GRAPH.formatted("PT1M", MARKUP));
        String reader = name("reader");
        browser.signIn(issuer, reader, issuer.register(reader, "graph:read"), "#/live");
        browser.see("[data-connection=open]");
        exchange();
        browser.see(".live td", "live-bank");
        browser.see(".live", "wrong-secret");

        long version = publish(GRAPH.formatted("PT30S", MARKUP), "Shorter tokens for the bank");
        browser.see(".news[data-version='" + version + "'] summary", "became stale");
        browser.see(".news", "Shorter tokens for the bank");
        browser.click(".news summary");
        browser.see(".nodes", "live-bank");
        browser.look("live");
        publish(GRAPH.formatted("PT40S", MARKUP), MARKUP);
        browser.see(".news", MARKUP);
        assertThat(browser.isHacked()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    private long publish(String yaml, String message) throws Exception {
        return Answers.json(Answers.send(issuer.asAdmin("/graph?message=" + RunningIssuer.encoded(message))
                        .header("Content-Type", "application/yaml")
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(yaml))))
                .get("version")
                .longValue();
    }

    private void exchange() throws Exception {
        ObjectNode metadata = new ObjectMapper().createObjectNode().put("client_id", "live-orders");
        metadata.putArray("grant_types")
                .add("client_credentials")
                .add("urn:ietf:params:oauth:grant-type:token-exchange");
        String secret = issuer.register(metadata);
        String app = name("web-shop");
        String token = issuer.issued(app, issuer.register(app, "live:place"), "live:place");
        assertThat(Answers.send(issuer.to("/oauth2/token")
                                .header("Authorization", RunningIssuer.basic("live-orders", secret))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(EXCHANGE + token)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(issuer.token("live-orders", "wrong", "").statusCode()).isEqualTo(401);
    }

    /** A name that no other test has, short enough for a picture. */
    private static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 6);
    }
}
