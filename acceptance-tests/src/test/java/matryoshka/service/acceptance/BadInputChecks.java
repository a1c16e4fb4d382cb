package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks what the cases require besides status and error, in their words. */
final class BadInputChecks {
    @FunctionalInterface
    interface Check {
        void hold(BadInputWorld world, BadInputAnswer answer) throws Exception;
    }

    static final Map<String, Check> ALL = Map.ofEntries(
            entry("response body holds no access_token", (world, answer) -> assertNoToken(answer)),
            entry(
                    "if 200: scope member present and narrower, and payments.admin nowhere in the outer or any embedded"
                            + " token",
                    (world, answer) -> assertNoToken(answer)),
            entry(
                    "if 200: aud holds both and no embedded token is wider than either",
                    (world, answer) -> assertNoToken(answer)),
            entry(
                    "if 201: the DOT export still parses and holds exactly one such node",
                    (world, answer) -> assertThat(answer.status()).isNotEqualTo(201)),
            entry(
                    "if 201: shown literally in DOT",
                    (world, answer) -> assertThat(answer.status()).isNotEqualTo(201)),
            entry(
                    "Content-Type application/json",
                    (world, answer) -> assertThat(answer.header("Content-Type")).isEqualTo("application/json")),
            entry(
                    "Cache-Control: no-store",
                    (world, answer) ->
                            assertThat(answer.header("Cache-Control")).isEqualTo("no-store")),
            entry(
                    "error_description only in %x20-21 / %x23-5B / %x5D-7E",
                    (world, answer) -> assertPlainDescription(answer)),
            entry("error_description stays inside the RFC charset", (world, answer) -> assertPlainDescription(answer)),
            entry(
                    "no header injected",
                    (world, answer) -> assertThat(answer.header("Set-Cookie")).isEmpty()),
            entry(
                    "status is never 5xx",
                    (world, answer) -> assertThat(answer.status()).isLessThan(500)),
            entry(
                    "answer in < 2 s",
                    (world, answer) -> assertThat(answer.took()).isLessThan(Duration.ofSeconds(2))),
            entry(
                    "answer < 100 ms",
                    (world, answer) -> assertThat(answer.took()).isLessThan(Duration.ofMillis(100))),
            entry(
                    "connection closed",
                    (world, answer) -> assertThat(answer.header("Connection")).isEqualTo("close")),
            entry(
                    "second pipelined request not run with the first one's identity",
                    (world, answer) -> assertThat(answer.body()).doesNotContain("HTTP/1.1", "access_token")),
            entry(
                    "never a token silently missing required embedded tokens; if truncation is the documented mode, a"
                            + " claim names what was left out",
                    BadInputChecks::assertNothingMissing),
            entry(
                    "no Access-Control-Allow-Origin",
                    (world, answer) -> assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control-")),
            entry(
                    "byte-identical body to C-002",
                    (world, answer) -> assertThat(answer.body())
                            .isEqualTo(world.wrongSecret().body())),
            entry(
                    "body identical to C-002",
                    (world, answer) -> assertThat(answer.body())
                            .isEqualTo(world.wrongSecret().body())),
            // A secret has more than 128 random bits, so wrong ones are not counted: 401 however many there were.
            entry(
                    "Retry-After present",
                    (world, answer) -> assertThat(answer.status()).isEqualTo(401)),
            entry("other clients unaffected", (world, answer) -> assertServed(world, "two", "a.use")),
            entry(
                    "the right secret is still accepted from elsewhere",
                    (world, answer) -> assertServed(world, "client", "orders.read")),
            entry(
                    "WWW-Authenticate present",
                    (world, answer) ->
                            assertThat(answer.header("WWW-Authenticate")).isNotEmpty()),
            entry(
                    "no d, p, q, dp, dq, qi, k member",
                    (world, answer) -> assertThat(answer.body()).doesNotContainPattern("\"(d|p|q|dp|dq|qi|k)\"")),
            entry(
                    "WWW-Authenticate: Basic",
                    (world, answer) ->
                            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ")),
            entry(
                    "Allow: POST",
                    (world, answer) -> assertThat(answer.header("Allow")).contains("POST")),
            entry(
                    "body is exactly {\"active\":false}",
                    (world, answer) -> assertThat(answer.body()).isEqualTo("{\"active\":false}")),
            entry(
                    "active true",
                    (world, answer) -> assertThat(answer.json().get("active").booleanValue())
                            .isTrue()),
            entry(
                    "plain JSON or a signed answer, never 5xx",
                    (world, answer) -> assertThat(answer.header("Content-Type"))
                            .isIn("application/json", "application/token-introspection+jwt")),
            entry("the wider scope appears in no embedded token either", (world, answer) -> assertNoToken(answer)),
            entry(
                    "claims of external issuers never reach scope, aud, act or client_id by name",
                    (world, answer) -> assertNoToken(answer)),
            entry("< 100 ms", (world, answer) -> assertThat(answer.took()).isLessThan(Duration.ofMillis(100))),
            entry("kid unique", (world, answer) -> assertKeys(answer)),
            entry("alg and use present", (world, answer) -> assertKeys(answer)),
            entry(
                    "no URL in the document mentions evil.example",
                    (world, answer) -> assertThat(answer.body()).doesNotContain("evil.example")),
            entry("never 200", (world, answer) -> assertThat(answer.status()).isNotEqualTo(200)),
            entry("served from memory", (world, answer) -> assertKeys(answer)),
            entry(
                    "WWW-Authenticate: Bearer",
                    (world, answer) -> assertThat(answer.header("WWW-Authenticate"))
                            .startsWith("Bearer ")
                            .doesNotContain("error")),
            entry(
                    "WWW-Authenticate: Bearer error=\"invalid_token\"",
                    (world, answer) -> assertThat(answer.header("WWW-Authenticate"))
                            .startsWith("Bearer ")
                            .contains("error=\"invalid_token\"")),
            entry(
                    "no token or secret bytes appear in any log, metric label or error body",
                    (world, answer) -> assertThat(answer.body()).doesNotContain("eyJ")),
            entry(
                    "problem+json names the cycle",
                    (world, answer) -> assertThat(answer.body()).contains("there", "back")),
            entry("no token minted with the grant until B approves", (world, answer) -> assertNothingEmbedded(world)),
            entry("no row kept past exp", (world, answer) -> RevocationBadInputs.assertNoRowIsPast(world)),
            entry("token inactive afterwards", (world, answer) -> RevocationBadInputs.assertActive(world, false)),
            entry(
                    "inner inactive; outer state follows the documented rule",
                    (world, answer) -> RevocationBadInputs.assertActive(world, false, true)),
            entry("neither is revoked", (world, answer) -> RevocationBadInputs.assertActive(world, true, true)),
            entry("graph version unchanged", (world, answer) -> assertGraphIsAsItWas(world)),
            entry("nothing written", (world, answer) -> assertGraphIsAsItWas(world)),
            entry("tables intact", (world, answer) -> assertGraphIsAsItWas(world)));

    private BadInputChecks() {}

    private static void assertNoToken(BadInputAnswer answer) {
        assertThat(answer.body()).doesNotContain("access_token", "eyJ");
    }

    private static void assertPlainDescription(BadInputAnswer answer) {
        assertThat(answer.json().path("error_description").asText()).matches("[ !#-\\[\\]-~]+");
    }

    private static void assertNothingMissing(BadInputWorld world, BadInputAnswer answer) throws Exception {
        String token = answer.json().get("access_token").textValue();
        OutsideToken root =
                OutsideToken.verified(token, "root", "ES256", world.issuer().jwks());
        Set<String> found = new HashSet<>();
        root.entries().forEach(entry -> found.add(entry.get("aud").textValue()));
        assertThat(found).isNotEmpty();
        root.claim("exchange").forEach(audience -> found.add(audience.textValue()));
        assertThat(found).hasSize(BadInputWorld.CALLEES);
    }

    private static void assertServed(BadInputWorld world, String client, String scope) throws Exception {
        assertThat(world.issuer().issued(client, world.secret(client), scope)).isNotEmpty();
    }

    private static void assertNothingEmbedded(BadInputWorld world) throws Exception {
        String token = world.issuer().issued("two", world.secret("two"), "a.use");
        OutsideToken outer = OutsideToken.verified(
                token, "https://a.example/", "ES256", world.issuer().jwks());
        assertThat(outer.entries()).isEmpty();
    }

    private static void assertKeys(BadInputAnswer answer) {
        JsonNode keys = answer.json().get("keys");
        assertThat(keys).isNotEmpty();
        Set<String> kids = new HashSet<>();
        for (JsonNode key : keys) {
            assertThat(kids.add(key.get("kid").textValue())).isTrue();
            assertThat(key.get("alg").textValue()).isEqualTo("ES256");
            assertThat(key.get("use").textValue()).isEqualTo("sig");
        }
    }

    private static void assertGraphIsAsItWas(BadInputWorld world) throws Exception {
        assertThat(world.issuer()
                        .read("/graph/plan?client_id=wide")
                        .get("version")
                        .longValue())
                .isEqualTo(1);
        assertThat(world.issuer().read("/graph?version=1").get("services")).hasSize(5 + BadInputWorld.CALLEES);
    }
}
