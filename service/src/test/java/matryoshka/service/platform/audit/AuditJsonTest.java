package matryoshka.service.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import matryoshka.graph.Scopes;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.audit.AuditLog.IssuerTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class AuditJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-28T01:02:03.456789Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditFormat.JSON_LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AuditLog log =
            new AuditLog(new MetricRegistry(), () -> 0, AuditFormat.json(Clock.fixed(TIME, ZoneOffset.UTC)));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        MDC.clear();
    }

    @Test
    void a_line_is_an_object_with_time_event_and_members() throws Exception {
        log.client(Change.SECRET_ADDED, "web", "admin", 3, false, Scopes.of("a", "b"));

        assertThat(line()).isEqualTo(new ObjectMapper().readTree("""
                {"time": "2026-11-28T01:02:03.456Z", "event": "client_secret_added", "client": "web", "by": "admin",
                 "revision": 3, "disabled": false, "scope": "a b"}
                """));
    }

    @Test
    void lists_are_arrays_and_what_is_not_known_is_null() throws Exception {
        log.issuer(
                Change.CHANGED,
                "login",
                "admin",
                2,
                new IssuerTerms("https://login.example", List.of("id-token"), List.of("web", "app")));
        log.client(Change.REGISTERED, "admin", null, 1, false, Scopes.of("a"));

        assertThat(line().get("clients")).hasSize(2);
        assertThat(lines.list).hasSize(2);
        assertThat(new ObjectMapper()
                        .readTree(lines.list.get(1).getFormattedMessage())
                        .get("by")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_line_names_the_request_that_it_comes_from() throws Exception {
        MDC.put("address", "192.0.2.7");
        MDC.put("trace_id", "0af7651916cd43dd8448eb211c80319c");
        MDC.put("other", "x");

        log.published(7, "admin");

        assertThat(line().get("address").textValue()).isEqualTo("192.0.2.7");
        assertThat(line().get("trace_id").textValue()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(line().has("other")).isFalse();
    }

    @Test
    void refusals_have_one_event_for_each_kind_also_when_lines_are_omitted() throws Exception {
        Refusal refusal = Refusal.of(Refusal.Kind.AUTHENTICATION, null, "unknown-client");
        for (int i = 0; i < 60; i++) {
            log.refused(refusal);
        }

        assertThat(line().get("event").textValue()).isEqualTo("client_authentication_refused");
        assertThat(line().get("client").isNull()).isTrue();
        assertThat(new ObjectMapper().readTree(AuditLine.omitted("token", 5, 10).json(TIME, java.util.Map.of())))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"time\":\"2026-11-28T01:02:03.456789Z\",\"event\":\"token_refused_lines_omitted\",\"lines\":5,\"seconds\":10}"));
    }

    @Test
    void every_change_is_in_the_manual_with_all_its_members() throws Exception {
        log.client(Change.SECRET_ADDED, "web", "admin", 2, false, Scopes.of("a"));
        for (Change change : List.of(Change.REGISTERED, Change.CHANGED, Change.REMOVED)) {
            log.client(change, "web", "admin", 1, false, Scopes.of("a"));
            log.issuer(change, "login", "admin", 2, new IssuerTerms("https://login.example", List.of(), List.of()));
            log.webhook(change, "stock", "admin");
        }
        log.webhookGivenUp("stock", 7, 61);
        log.signingKey("gone", "k", "ES256", "admin");
        log.extended("j", "t", TIME, Duration.ofMinutes(1));
        log.revokedAll("admin", "client_id", "web", TIME);
        log.cutOff("shop", "web", null, TIME);
        log.published(7, "admin");

        String manual = Files.readString(Path.of("../docs/operations.md"));
        String events = manual.lines()
                .filter(row -> row.startsWith("| `event` |"))
                .findFirst()
                .orElseThrow();
        for (ILoggingEvent logged : lines.list) {
            JsonNode line = new ObjectMapper().readTree(logged.getFormattedMessage());
            String event = line.get("event").textValue();
            assertThat(events)
                    .as(event)
                    .containsPattern("`(" + event + "|" + event.replaceFirst("_[a-z]+$", "_…") + ")`");
            line.fieldNames()
                    .forEachRemaining(member -> assertThat(manual)
                            .as("%s of %s", member, event)
                            .containsPattern("(?m)^\\|[^|]*`" + member + "`[^|]*\\|"));
        }
    }

    /** A subject can be any text. */
    @Test
    void no_value_ends_a_line() throws Exception {
        log.revokedAll("shop", "subject", "a\"}\n{\"event\":\"issued", TIME);

        assertThat(lines.list.get(0).getFormattedMessage()).doesNotContain("\n");
        assertThat(line().get("subject").textValue()).isEqualTo("a\"}\n{\"event\":\"issued");
    }

    private JsonNode line() throws Exception {
        return new ObjectMapper().readTree(lines.list.get(0).getFormattedMessage());
    }
}
