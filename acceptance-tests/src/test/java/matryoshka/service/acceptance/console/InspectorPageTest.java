package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** A pasted token, unfolded by the browser. */
@ExtendWith({SharedBrowser.class, SharedIssuer.class})
class InspectorPageTest {
    private static final Path VECTORS = Path.of("../token-format/src/test/resources/matryoshka/token/packed.json");
    private static final String GRAPH = """
            services:
              orders: {audience: "https://orders.example", scopes: {"orders:place": ""}}
              bank: {audience: "https://bank.example", scopes: {"bank:finance": ""}}
              geo: {audience: "https://geo.example", scopes: {"geo:locate": ""}}
            dependencies:
              orders-bank: {from: orders, to: bank, grants: ["bank:finance"], lifetime: %s}
              bank-geo: {from: bank, to: geo, grants: ["geo:locate"]}
            """;
    private static final String MARKUP = "<img src=x onerror=window.hacked=1>";

    /** Remembers what the page sends. */
    private static final String WATCH = """
            window.sent = [];
            const send = window.fetch;
            window.fetch = (url, request) => {
                window.sent.push(`${url} ${request?.body ?? ''}`);
                return send(url, request);
            };
            """;

    private final RunningIssuer issuer;
    private final Browser browser;

    InspectorPageTest(RunningIssuer issuer, Browser browser) {
        this.issuer = issuer;
        this.browser = browser;
    }

    @BeforeEach
    void open() throws Exception {
        issuer.publish(GRAPH.formatted("PT1M"));
        String reader = name("reader");
        browser.signIn(issuer, reader, issuer.register(reader, "graph:read"), "#/inspector");
        browser.see("[data-page=inspector] textarea");
    }

    @Test
    void a_token_is_unfolded_verified_and_compared_with_the_graph_and_stays_in_the_page() throws Exception {
        String token = token();
        browser.run(WATCH);
        paste(token);
        browser.see(".verdicts", "3 of 3 verified");
        assertThat(browser.count(".layer")).isEqualTo(3);
        assertThat(browser.text(".layers")).contains("https://geo.example", "presented by bank");
        browser.see(".layer", "fresh");
        browser.press(".layers button", Keys.ARROW_DOWN);
        browser.run("document.activeElement.click()");
        browser.see(".claims", "bank:finance");
        browser.see("[data-countdown]", "It expires in");
        browser.look("inspector");
        assertThat(sent()).isNotEmpty().noneMatch(request -> request.contains(token.substring(100, 140)));

        issuer.publish(GRAPH.formatted("PT30S"));
        browser.go("#/graph");
        browser.see("[data-page=graph]");
        browser.go("#/inspector");
        browser.see("[data-page=inspector] textarea");
        paste(token);
        browser.see(".layer", "stale: changed");
        browser.run(
                "[...document.querySelectorAll('button')].find((one) => one.textContent.startsWith('Send')).click()");
        browser.see(".given", "orders-bank");
        assertThat(sent()).anyMatch(request -> request.contains("graph/explain") && request.contains(token));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_browser_reads_and_refuses_exactly_what_other_readers_do() throws Exception {
        JsonNode vectors = new ObjectMapper().readTree(VECTORS.toFile());
        for (JsonNode vector : vectors.get("cases")) {
            List<String> embedded = new ArrayList<>();
            vector.get("embedded").forEach(one -> embedded.add(one.textValue()));
            assertThat(unpacked(vector)).as(vector.get("name").textValue()).isEqualTo(String.join(" ", embedded));
        }
        for (JsonNode vector : vectors.get("refused")) {
            assertThat(unpacked(vector)).as(vector.get("name").textValue()).startsWith("TokenError");
        }
    }

    @Test
    void broken_and_hostile_texts_get_a_sentence_and_run_nothing() throws Exception {
        paste(altered(token()));
        browser.see(".verdicts", "1 not verified");
        paste(MARKUP);
        browser.see(".notice.bad", "This is not a token");
        paste("mtkp_AY3rN");
        browser.see(".notice", "handle");
        paste("x".repeat(100_000) + ".e30.AA");
        browser.see(".notice.bad", "header cannot be read");
        paste(part("{\"alg\":\"%s\"}") + "."
                + part("{\"%s\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"act\":{\"sub\":\"%s\"},\"scope\":\"%s\"}")
                + ".AA");
        browser.see(".claims", MARKUP);
        assertThat(browser.text(".verdicts")).contains("0 of 1 verified");
        assertThat(browser.isHacked()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    private String token() throws Exception {
        String client = name("web-shop");
        return issuer.issued(client, issuer.register(client, "orders:place"), "orders:place");
    }

    private void paste(String text) throws Exception {
        browser.set("textarea", text);
    }

    private List<String> sent() {
        return ((List<?>) browser.run("return window.sent"))
                .stream().map(String::valueOf).toList();
    }

    private String unpacked(JsonNode vector) {
        return String.valueOf(browser.run("""
                return Promise.all([import('/console/token/unpack.js'), import('/console/token/jws.js')])
                    .then(([{unpack}, {readJws}]) => unpack(readJws(arguments[0])))
                    .then((all) => all.map((one) => one.compact).join(' '), (failed) => `${failed}`);
                """, vector.get("token").textValue()));
    }

    /** The same token with another last byte of its signature. */
    private static String altered(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        bytes[bytes.length - 1] ^= 1;
        return token.substring(0, token.lastIndexOf('.') + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String part(String json) {
        byte[] bytes = json.replace("%s", MARKUP).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A name that no other test has, short enough for a picture. */
    private static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 6);
    }
}
