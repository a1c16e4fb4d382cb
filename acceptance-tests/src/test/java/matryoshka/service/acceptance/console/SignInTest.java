package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in and out, and what a caller is offered. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class SignInTest {
    private final RunningIssuer issuer;
    private final Browser browser;
    private final String client = "reader-" + UUID.randomUUID().toString().substring(0, 8);
    private final String secret;

    SignInTest(RunningIssuer issuer, Browser browser) throws Exception {
        this.issuer = issuer;
        this.browser = browser;
        this.secret = issuer.register(client, "graph:read");
    }

    @Test
    void a_client_signs_in_with_its_secret_and_out_again() throws Exception {
        browser.open(issuer);
        browser.look("sign-in");
        browser.type("input[name=client_id]", client);
        browser.type("input[name=client_secret]", "wrong");
        browser.click("button[type=submit]");
        browser.see("[role=alert]", "Client authentication failed.");
        browser.complaints();

        browser.type("input[name=client_secret]", secret);
        browser.click("button[type=submit]");
        browser.see("[data-page]");
        browser.see(".who-name", client);
        assertThat(browser.run("return JSON.stringify([localStorage, sessionStorage, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");

        browser.go("#/nothing");
        browser.see("main", "There is nothing here");
        browser.click(".who button");
        browser.see("form");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_link_signs_in_once_and_leaves_no_trace_in_the_address() throws Exception {
        String link = Answers.json(Answers.send(issuer.to("/console/links")
                        .header("Authorization", RunningIssuer.basic(client, secret))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("scope=graph:read"))))
                .get("url")
                .textValue()
                .replaceFirst(".*#", "#");

        browser.open(issuer);
        browser.go(link);
        browser.see(".who-name", client);
        assertThat(browser.run("return location.href").toString()).doesNotContain("code=");
        assertThat(browser.complaints()).isEmpty();

        browser.open(issuer);
        browser.go(link);
        browser.see("[role=alert]", "This link or session is no longer valid.");
        browser.complaints();
    }

    @Test
    void a_caller_is_offered_what_its_scopes_permit() throws Exception {
        String introspector = "introspector-" + UUID.randomUUID();
        browser.signIn(issuer, introspector, issuer.register(introspector, "tokens:introspect"), "#/graph");

        browser.see("main", "There is nothing here");
        assertThat(browser.count(".nav a[href='#/graph']")).isZero();
    }
}
