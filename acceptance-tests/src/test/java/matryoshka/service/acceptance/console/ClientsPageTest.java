package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;
import java.util.UUID;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Clients in the console, from the registration to the removal. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class ClientsPageTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">";
    private static final String GRAPH = """
            services:
              orders:
                audience: https://orders.console.example
                scopes: {"orders:read": See an order, "orders:place": Place an order}
            """;
    private static final String SUBMIT = "form button[type=submit]";

    private final RunningIssuer issuer;
    private final Browser browser;
    /** What no other test has in its names; short, for pictures. */
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private final String id = "web-shop-" + unique;

    ClientsPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @BeforeEach
    void publish() throws Exception {
        issuer.publish(GRAPH);
    }

    @Test
    void a_client_is_registered_gets_another_secret_is_disabled_and_removed() throws Exception {
        signIn("graph:read clients:read clients:write", "#/clients?register=yes");
        String first = register();
        assertThat(issuer.token(id, first, "").statusCode()).isEqualTo(200);

        browser.click(".secret button", "Copy");
        browser.see(".secret [role=status]", "Copied.");
        browser.look("client-secret");
        browser.click(".secret button", "I have stored it");
        browser.see("[data-page=clients] .facts", HOSTILE);
        browser.miss(".secret");

        browser.click(".actions button", "New secret");
        browser.click(SUBMIT);
        String second = secret();
        assertThat(second).isNotEqualTo(first);
        assertThat(issuer.token(id, second, "").statusCode()).isEqualTo(200);
        assertThat(issuer.token(id, first, "").statusCode()).isEqualTo(200);

        browser.click(".actions button", "Disable");
        browser.click(SUBMIT);
        browser.see(".badge", "disabled");
        assertThat(issuer.token(id, second, "").statusCode()).isEqualTo(401);
        browser.click(".actions button", "Enable");
        browser.click(SUBMIT);
        browser.see(".badge", "enabled");
        assertThat(issuer.token(id, second, "").statusCode()).isEqualTo(200);

        remove();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.isHacked()).isFalse();
    }

    @Test
    void a_change_says_what_is_wrong_and_keeps_what_it_does_not_name() throws Exception {
        issuer.register(id, "orders:read");
        signIn("graph:read clients:read clients:write", "#/clients?change=yes&client=" + id);
        browser.type("input[name=scope]", "orders:unknown");
        browser.press("input[name=scope]", Keys.ENTER);
        browser.set("select[name=token_endpoint_auth_method]", "private_key_jwt");
        browser.click(SUBMIT);
        browser.see(".notice.bad li", "/scope");
        browser.look("client-form");

        browser.click("[aria-label='Remove orders:unknown']");
        browser.set("select[name=token_endpoint_auth_method]", "client_secret_post");
        Answers.send(issuer.asAdmin("/clients/" + id + "/secrets").POST(BodyPublishers.noBody()));
        browser.click(SUBMIT);
        browser.see(".notice.bad", "Somebody else has changed this");

        browser.go("#/clients?client=" + id);
        browser.click(".actions button", "Change");
        browser.set("select[name=token_endpoint_auth_method]", "client_secret_post");
        browser.click(SUBMIT);
        browser.see(".facts", "client_secret_post");
        browser.click(".actions button", "Remove");
        browser.look("client");
        assertThat(issuer.read("/clients/" + id).get("scope").textValue()).isEqualTo("orders:read");
        browser.click(".actions button", "What would it get?");
        assertThat(browser.run("return location.hash")).isEqualTo("#/plan?client=" + id);
    }

    @Test
    void clients_are_searched_and_what_the_caller_may_not_do_is_not_offered() throws Exception {
        issuer.register(id, "orders:place orders:read");
        issuer.register("stock-keeper-" + unique, "orders:read");
        issuer.register("rotation-" + unique, "keys:rotate");
        signIn("clients:read clients:write", "#/clients");
        browser.type("input[type=search]", unique);
        browser.see("tbody a", id);
        browser.look("clients");
        browser.type("input[type=search]", unique + " rotate");
        browser.see("[role=status]", "1 of");
        assertThat(browser.count("tbody tr")).isEqualTo(1);

        browser.click("tbody a");
        browser.see(".notice", "keys:rotate");
        assertThat(browser.count(".actions button")).isZero();
    }

    /** Fills in the form and returns the secret that is shown. */
    private String register() throws Exception {
        browser.type("input[name=client_id]", id);
        browser.type("input[name=client_name]", HOSTILE);
        browser.type("input[name=scope]", "orders:read");
        browser.press("input[name=scope]", Keys.ENTER);
        browser.set("textarea[name=claims]", "{\"tier\": \"<script>window.hacked=1</script>\"}");
        browser.click(SUBMIT);
        return secret();
    }

    private String secret() throws Exception {
        return Objects.requireNonNull(
                browser.see(".secret input[name=client_secret]").getDomProperty("value"));
    }

    private void remove() throws Exception {
        browser.click(".actions button", "Remove");
        browser.type("input[name=confirmation]", "another");
        assertThat(browser.see(SUBMIT).isEnabled()).isFalse();
        browser.type("input[name=confirmation]", id);
        browser.click(SUBMIT);
        browser.type("input[type=search]", id);
        browser.see(".empty", "No client");
        assertThat(issuer.read("/clients").toString()).doesNotContain(id);
    }

    private void signIn(String scope, String address) throws Exception {
        String operator = "operator-" + unique;
        browser.signIn(issuer, operator, issuer.register(operator, scope), address);
    }
}
