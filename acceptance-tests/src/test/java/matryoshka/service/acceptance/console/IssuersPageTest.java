package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Trusted issuers in the console, and the state of their keys. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class IssuersPageTest {
    private static final String HOSTILE = "<img/src=x/onerror=window.hacked=1>";
    private static final String SUBMIT = "form button[type=submit]";

    private final RunningIssuer issuer;
    private final Browser browser;
    private final String name = "acme-" + UUID.randomUUID().toString().substring(0, 8);

    IssuersPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @Test
    void an_issuer_is_registered_its_keys_are_fetched_and_it_is_removed() throws Exception {
        String operator = "operator-for-" + name;
        String secret = issuer.register(operator, "clients:read clients:write graph:publish-any");
        browser.signIn(issuer, operator, secret, "#/issuers?register=yes");
        register();

        browser.see(".badge", "not fetched yet");
        browser.see(".facts", HOSTILE);
        browser.click("button", "Fetch the keys now");
        browser.see(".facts .badge", "failed");
        browser.look("issuer");

        browser.go("#/issuers");
        browser.click("tbody a", name);
        browser.click(".actions button", "Change");
        browser.set("textarea[name=claims]", "{\"tier\": \"customer_tier\"}");
        browser.click(SUBMIT);
        browser.see(".facts", "customer_tier");
        JsonNode changed = issuer.read("/issuers/" + name);
        assertThat(changed.get("audiences")).hasSize(2);
        assertThat(changed.at("/clients/0").textValue()).isEqualTo("web-shop");
        browser.click(".actions button", "Remove");
        browser.type("input[name=confirmation]", name);
        browser.click(SUBMIT);
        browser.see(".actions button", "Register an issuer");
        assertThat(issuer.read("/issuers").toString()).doesNotContain(name);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.isHacked()).isFalse();
    }

    /** The name that the keys are fetched from never resolves (RFC 6761). */
    private void register() throws Exception {
        browser.type("input[name=name]", name);
        browser.type("input[name=issuer]", "https://" + name + ".example");
        browser.set("textarea[name=key]", "ftp://" + name + ".invalid/keys");
        browser.set("textarea[name=audiences]", "matryoshka\n" + HOSTILE);
        browser.type("input[name=clients]", "web-shop");
        browser.click(SUBMIT);
        browser.see(".notice.bad li", "/jwks_uri");
        browser.look("issuer-form");
        assertThat(browser.complaints()).singleElement().asString().contains("422");
        browser.set("textarea[name=key]", "https://" + name + ".invalid/keys");
        browser.click(SUBMIT);
    }
}
