package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.token.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No log line, not even at the lowest level of every library, contains a secret, a token or a private key. */
@ExtendWith(PostgresExtension.class)
class SecretsStaySecretTest {
    private static final String HTTP_CLIENT = "jdk.internal.httpclient";
    private static final String SMUGGLED = "x%0d%0aINFO+forged";

    private final List<String> secrets = new ArrayList<>();

    @Test
    void a_log_of_everything_holds_no_secret(TestDatabase database, @TempDir Path folder) throws Exception {
        Path log = folder.resolve("everything.log");
        Map<String, String> everything = Map.of(
                "logging.level", "ALL",
                "logging.loggers.matryoshka", "ALL",
                "logging.appenders[0].type", "file",
                "logging.appenders[0].currentLogFilename", log.toString(),
                "logging.appenders[0].archive", "false",
                "logging.appenders[0].queueSize", "100000",
                "logging.appenders[0].discardingThreshold", "0");

        try (RunningIssuer issuer = RunningIssuer.start(database, folder, everything)) {
            useAndMisuse(issuer);
        }

        secrets.add(RunningIssuer.KEY_ENCRYPTION_KEY);
        secrets.add(database.password());
        addPrivateKey(IssuerKeys.active(database));
        secrets.removeIf(String::isEmpty);
        String logged = Files.readString(log);
        assertThat(logged).contains("matryoshka.audit: issued client=app jti=").contains("DEBUG");
        assertThat(logged.lines().filter(this::isTelling))
                .as(HTTP_CLIENT + " is the test's own")
                .isEmpty();
        assertThat(logged).doesNotContainPattern("(?m)^INFO forged");
    }

    private void useAndMisuse(RunningIssuer issuer) throws Exception {
        var admin = new ObjectMapper().readTree(issuer.adminFile().toFile());
        secrets.add(admin.get("client_secret").textValue());
        addToken(issuer.adminToken());
        issuer.publish("""
                services: {a: {scopes: {"a:use": ""}}, b: {scopes: {"b:use": ""}}}
                dependencies: {e: {from: a, to: b, grants: ["b:use"]}}
                """);
        String secret = issuer.register("app", "a:use");
        secrets.add(secret);
        String token = issuer.issued("app", secret, "");
        addToken(token);
        addToken(OutsideToken.verified(token, "a", "ES256", issuer.jwks())
                .entries()
                .get(0)
                .get("token")
                .textValue());
        misuse(issuer, secret, token);
        assertAndProve(issuer);
        Answers.send(Answers.to(issuer.adminPort(), "/healthcheck"));
        issuer.read("/clients");
    }

    private void misuse(RunningIssuer issuer, String secret, String token) throws Exception {
        issuer.token("app", "wrong-" + secret, "");
        issuer.token("app", secret, "&scope=" + SMUGGLED + "&client_secret=" + secret);
        issuer.token("app", secret, "&scope=" + SMUGGLED);
        issuer.token("app-" + "x".repeat(5_000), secret, "");
        Answers.send(issuer.to("/oauth2/token?client_secret=" + secret)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_secret\":\"" + secret + "\"}")));
        for (String endpoint : List.of("introspect?token=", "revoke?token=", "token?subject_token=")) {
            Answers.send(issuer.to("/oauth2/" + endpoint + token)
                    .header("Authorization", RunningIssuer.basic("app", secret))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.noBody()));
        }
        Answers.send(issuer.to("/graph").header("Authorization", "Bearer " + token));
        Answers.send(issuer.to("/graph?access_token=" + token));
        Answers.send(issuer.asAdmin("/graph")
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString("{\"services\":{\"" + token + "\":{\"secret\":\"" + secret + "\"}}")));
        for (String body : List.of(
                "{\"token\":\"%s\"}", "{\"token\":\"%s", "{\"token\":\"x%s\",\"y\":1}", "{\"token\":[\"%s\"]}")) {
            HttpResponse<String> answer = Answers.send(issuer.asAdmin("/graph/explain")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.formatted(token))));
            assertThat(answer.body()).doesNotContain(token.substring(token.lastIndexOf('.')));
        }
        HttpResponse<String> second =
                Answers.send(issuer.asAdmin("/clients/app/secrets").POST(BodyPublishers.noBody()));
        secrets.add(Answers.json(second).get("client_secret").textValue());
    }

    /** Once each in order, and then again. */
    private void assertAndProve(RunningIssuer issuer) throws Exception {
        ClientKey key = ClientKey.es256();
        issuer.register(key.registration("asserting", "a:use"));
        String assertion = key.assertion("asserting");
        String proof = key.proof(ClientKey.proofClaims());
        addToken(assertion);
        addToken(proof);
        for (int attempt = 0; attempt < 2; attempt++) {
            Answers.send(issuer.to("/oauth2/token")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "grant_type=client_credentials" + RunningIssuer.asserting(assertion))));
        }
        Answers.send(issuer.to("/oauth2/token")
                .header("DPoP", proof)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private boolean isTelling(String line) {
        return !line.contains(HTTP_CLIENT) && secrets.stream().anyMatch(line::contains);
    }

    /** A token is what its signature makes it. */
    private void addToken(String token) {
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
    }

    private void addPrivateKey(SigningKey key) {
        secrets.add(Base64.getEncoder().encodeToString(key.encodedPrivate()));
        secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(key.encodedPrivate()));
        secrets.add(String.valueOf(((java.security.interfaces.ECPrivateKey) key.privateKey()).getS()));
    }
}
