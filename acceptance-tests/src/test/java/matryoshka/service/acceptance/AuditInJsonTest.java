package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.audit.AuditFormat;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a collector of logs reads when {@code audit.format} is {@code json}. */
class AuditInJsonTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> SETTINGS =
            Map.of("audit.format", "json", "rates.enabled", "true", "rates.perSecond", "1", "rates.burst", "5");
    private static final String GRAPH = """
            services:
              aj-shop: {scopes: {"aj-shop:order": ""}}
              aj-pay: {scopes: {"aj-pay:charge": ""}}
            dependencies:
              aj-shop-pay: {from: aj-shop, to: aj-pay, grants: ["aj-pay:charge"]}
            """;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @Test
    void issues_exchanges_and_refusals_are_objects_that_name_their_request(@TempDir Path folder) throws Exception {
        try (TestDatabase database = TestDatabases.create();
                RunningIssuer issuer = RunningIssuer.start(database, folder, SETTINGS)) {
            Logger logger = (Logger) LoggerFactory.getLogger(AuditFormat.JSON_LOGGER);
            lines.start();
            logger.addAppender(lines);
            try {
                issuer.publish(GRAPH);
                ServiceClient app = ServiceClient.registered(issuer, "aj-app", "aj-shop:order");
                ServiceClient shop = ServiceClient.registered(issuer, "aj-shop", "");
                String token = app.token("");
                shop.exchanged(token, "&audience=aj-pay");
                assertThat(traced(issuer, "aj-app", "wrong").statusCode()).isEqualTo(401);
                assertThat(traced(issuer, "aj-app", app.secret()).statusCode()).isEqualTo(200);
                check(token);
                too_many_requests_are_refused(issuer, app);
            } finally {
                logger.detachAppender(lines);
            }
        }
    }

    private void too_many_requests_are_refused(RunningIssuer issuer, ServiceClient app) throws Exception {
        HttpResponse<String> answer = traced(issuer, app.clientId(), app.secret());
        for (int i = 0; i < 20 && answer.statusCode() == 200; i++) {
            answer = traced(issuer, app.clientId(), app.secret());
        }
        Answers.assertOAuthError(answer, 429, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(last("request_refused").get("reason").textValue()).isEqualTo("too-many-requests");
    }

    private void check(String token) throws Exception {
        JsonNode issued = last("issued");
        assertThat(issued.get("client").textValue()).isEqualTo("aj-app");
        assertThat(issued.get("sub").textValue()).isEqualTo("aj-app");
        assertThat(issued.get("aud").get(0).textValue()).isEqualTo("aj-shop");
        assertThat(issued.get("scope").textValue()).isEqualTo("aj-shop:order");
        assertThat(issued.get("tokens").intValue()).isEqualTo(2);
        assertThat(issued.get("address").textValue()).isEqualTo("127.0.0.1");
        assertThat(issued.get("trace_id").textValue()).isEqualTo(TRACE);
        JsonNode exchanged = last("exchanged");
        assertThat(exchanged.get("client").textValue()).isEqualTo("aj-shop");
        assertThat(exchanged.get("sub").textValue()).isEqualTo("aj-app");
        assertThat(exchanged.get("act").get(0).textValue()).isEqualTo("aj-shop");
        assertThat(exchanged.has("trace_id")).isFalse();
        JsonNode refused = last("client_authentication_refused");
        assertThat(refused.get("reason").textValue()).isEqualTo("wrong-secret");
        assertThat(refused.get("trace_id").textValue()).isEqualTo(TRACE);

        String manual = Files.readString(Path.of("../docs/operations.md"));
        for (JsonNode line : written()) {
            assertThat(line.toString()).doesNotContain(token);
            line.fieldNames()
                    .forEachRemaining(member -> assertThat(manual)
                            .as("the manual describes " + member)
                            .containsPattern("(?m)^\\|[^|]*`" + member + "`[^|]*\\|"));
        }
    }

    private JsonNode last(String event) throws Exception {
        return written().stream()
                .filter(line -> line.get("event").textValue().equals(event))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private List<JsonNode> written() throws Exception {
        List<JsonNode> written = new ArrayList<>();
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            written.add(new ObjectMapper().readTree(line.getFormattedMessage()));
        }
        return written;
    }

    private static HttpResponse<String> traced(RunningIssuer issuer, String client, String secret) throws Exception {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic(client, secret))
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }
}
