package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing keys in the console. The issuer is its own: giving up a key ends the tokens of everybody. */
@ExtendWith({SharedBrowser.class, IssuerExtension.class})
class KeysPageTest {
    private static final String SUBMIT = "form button[type=submit]";

    private final RunningIssuer issuer;
    private final Browser browser;

    KeysPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @Test
    void keys_are_rotated_and_given_up_only_after_a_typed_word() throws Exception {
        browser.signIn(issuer, "operator", issuer.register("operator", "keys:rotate"), "#/keys");
        String active = active();
        browser.see("tbody", active);
        browser.click(".actions button", "Rotate");
        browser.click(SUBMIT);
        browser.see(".notice", "scheduled");
        browser.look("keys");

        browser.click(".actions button", "The active key leaked");
        browser.type("input[name=confirmation]", "yes");
        assertThat(browser.see(SUBMIT).isEnabled()).isFalse();
        browser.type("input[name=confirmation]", "compromised");
        browser.click(SUBMIT);
        browser.see(".notice.warn", "sign in again");
        assertThat(Answers.send(issuer.asAdmin("/keys")).statusCode()).isEqualTo(401);
        assertThat(issuer.jwks()).doesNotContain(active);
        assertThat(browser.complaints()).isEmpty();
    }

    private String active() throws Exception {
        for (JsonNode key : issuer.read("/keys").get("keys")) {
            if (key.get("state").textValue().equals("active")) {
                return key.get("kid").textValue();
            }
        }
        throw new AssertionError("No key is active.");
    }
}
