package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The registration of trusted issuers over HTTP; {@link matryoshka.service.platform.openapi.OpenApiContractTest} has every status of it. */
class TrustedIssuersTest {
    @RegisterExtension
    static final IssuerExtension ISSUER =
            new IssuerExtension(Map.of("trust.allowLoopback", "true", "trustedIssuers", """
                    [{"name": "fixed", "issuer": "https://fixed.example", "jwks_uri": "https://fixed.example/keys",
                      "audiences": ["us"], "types": ["jwt"], "subject_prefix": "staff", "clients": ["shop"]}]"""));

    private Caller admin;

    @BeforeEach
    void empty(RunningIssuer issuer, TestDatabase database) throws Exception {
        database.jdbi().useHandle(handle -> handle.execute("delete from trusted_issuer"));
        admin = Caller.admin(issuer);
    }

    @Test
    void a_registered_issuer_can_be_read_until_it_is_removed() throws Exception {
        HttpResponse<String> created = post("acme", "https://acme.example", ", \"claims\": {\"tier\": \"tier\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/issuers/acme");
        String tag = created.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"1-");

        HttpResponse<String> shown = admin.get("/issuers/acme");
        assertThat(json(shown)).isEqualTo(json(created));
        assertThat(json(shown).get("subject_prefix").textValue()).isEqualTo("acme");
        assertThat(json(shown).has("configured")).isFalse();

        // What is read can be sent back.
        HttpResponse<String> replaced = put("acme", shown.body(), "If-Match", tag);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        String next = replaced.headers().firstValue("ETag").orElseThrow();
        assertThat(next).startsWith("\"2-");
        assertThat(json(replaced)).isEqualTo(json(shown));
        assertProblem(put("acme", shown.body(), "If-Match", "\"1\""), 412);
        assertProblem(put("acme", shown.body(), "If-Match", tag), 412);

        assertThat(admin.delete("/issuers/acme", "If-Match", next).statusCode()).isEqualTo(204);
        assertProblem(admin.get("/issuers/acme"), 404);
    }

    @Test
    void given_keys_come_back_as_they_were() throws Exception {
        try (PlayedProvider provider = PlayedProvider.start("https://given.example")) {
            String body = """
                    {"name": "given", "issuer": "https://given.example", "jwks": %s, "audiences": ["us"], "types": ["jwt"]}""".formatted(provider.jwks());

            assertThat(admin.send("POST", "/issuers", "application/json", body).statusCode())
                    .isEqualTo(201);
            assertThat(json(admin.get("/issuers/given")).at("/jwks/keys/0/kid").textValue())
                    .isEqualTo("first");
        }
    }

    @Test
    void the_api_shows_configured_issuers_and_cannot_change_them() throws Exception {
        assertThat(json(admin.get("/issuers/fixed")).get("configured").booleanValue())
                .isTrue();
        assertThat(json(admin.get("/issuers")).get("issuers")).hasSize(1);
        assertProblem(put("fixed", body("fixed", "https://fixed.example", "")), 409);
        assertProblem(admin.delete("/issuers/fixed"), 409);
        assertProblem(post("fixed", "https://other.example", ""), 409);
    }

    @Test
    void no_two_issuers_share_an_issuer_or_a_prefix() throws Exception {
        post("acme", "https://acme.example", "");

        assertViolates(post("other", "https://acme.example", ""), "/issuer issuer-unique");
        assertViolates(post("other", "https://fixed.example", ""), "/issuer issuer-unique");
        assertViolates(post("other", "HTTPS://ACME.example:443/", ""), "/issuer issuer-unique");
        assertViolates(post("staff", "https://other.example", ""), "/subject_prefix subject-prefix-unique");
        assertViolates(
                post("other", "https://other.example", ", \"subject_prefix\": \"acme\""),
                "/subject_prefix subject-prefix-unique");
        post("other", "https://other.example", "");
        assertViolates(put("other", body("other", "https://acme.example", "")), "/issuer issuer-unique");
    }

    @Test
    void of_many_concurrent_registrations_one_succeeds() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> status("name-" + i, "https://same.example"), threads))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(201, 422, 422, 422, 422, 422, 422, 422);
        threads.shutdown();
    }

    @Test
    void registering_fetches_nothing() throws Exception {
        try (PlayedProvider provider = PlayedProvider.start("https://quiet.example")) {
            String body = body("quiet", provider.issuer(), "")
                    .replace("https://keys.example/", provider.jwksUri().toString());

            assertThat(admin.send("POST", "/issuers", "application/json", body).statusCode())
                    .isEqualTo(201);
            assertThat(provider.requests()).isZero();
        }
    }

    @Test
    void any_text_in_the_path_is_handled() throws Exception {
        for (String name : List.of("%00", "a%2Fb", "%F0%9F%AA%86", "'%20or%201=1", "a".repeat(2_000))) {
            assertThat(admin.get("/issuers/" + name).statusCode()).isIn(400, 404);
            assertThat(put(name, body("acme", "https://acme.example", "")).statusCode())
                    .isBetween(400, 422);
        }
    }

    @Test
    void reading_needs_clients_read_and_writing_authority_over_every_service(RunningIssuer issuer) throws Exception {
        Caller reader = Caller.registered(issuer, "issuer-reader", "clients:read");
        Caller writer = Caller.registered(issuer, "issuer-writer", "clients:write");
        Caller publisher = Caller.registered(issuer, "issuer-publisher", "clients:write graph:publish-any");
        String body = body("acme", "https://acme.example", "");

        assertThat(reader.get("/issuers").statusCode()).isEqualTo(200);
        assertProblem(reader.send("POST", "/issuers", "application/json", body), 403);
        assertProblem(writer.get("/issuers"), 403);
        HttpResponse<String> refused = writer.send("POST", "/issuers", "application/json", body);
        assertProblem(refused, 403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_scope", "scope=\"clients:write graph:publish-any\"");
        assertThat(publisher.send("POST", "/issuers", "application/json", body).statusCode())
                .isEqualTo(201);
        assertProblem(writer.send("PUT", "/issuers/acme", "application/json", body), 403);
        assertProblem(writer.delete("/issuers/acme"), 403);
    }

    private int status(String name, String issuer) {
        try {
            return post(name, issuer, "").statusCode();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private HttpResponse<String> post(String name, String issuer, String more) throws Exception {
        return admin.send("POST", "/issuers", "application/json", body(name, issuer, more));
    }

    private HttpResponse<String> put(String name, String body, String... headers) throws Exception {
        return admin.send("PUT", "/issuers/" + name, "application/json", body, headers);
    }

    private static String body(String name, String issuer, String more) {
        return """
                {"name": "%s", "issuer": "%s", "jwks_uri": "https://keys.example/", "audiences": ["us"], "types": ["jwt"]%s}""".formatted(name, issuer, more);
    }

    private static void assertViolates(HttpResponse<String> answer, String violation) throws Exception {
        assertProblem(answer, 422);
        assertThat(json(answer).get("violations"))
                .singleElement()
                .satisfies(only -> assertThat(only.get("pointer").textValue() + " "
                                + only.get("rule").textValue())
                        .isEqualTo(violation));
    }
}
