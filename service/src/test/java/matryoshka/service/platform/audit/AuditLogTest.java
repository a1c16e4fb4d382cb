package matryoshka.service.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.power.AuthorityWidening.Kind;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.audit.AuditLog.IssuerTerms;
import matryoshka.service.testing.AuditLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_795_775_040);

    private final AuditLines lines = new AuditLines();
    private final AuditLog log = AuditLines.log();

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void each_event_is_one_line() {
        log.extended("j~!s", "t", TIME, Duration.ofMinutes(5));
        log.revokedAll("shop", "client_id", "web", TIME);
        log.cutOff("orders", "shop", "https://orders.example", TIME);
        log.cutOff("orders", "shop", null, TIME);
        log.published(7, "admin");
        log.powerGiven(
                7,
                new AuthorityWidening(Kind.GRANTS_WIDENED, "orders-stock", "stock", Sorted.set(List.of("admin")), "-"));
        log.webhook(Change.REGISTERED, "orders", "admin");
        log.webhookGivenUp("orders", 7, 20);
        log.signingKey("active", "abcdefgh", "ES256", "-");

        assertThat(lines.written())
                .containsExactly(
                        "extended jti=j~!s txn=t beyond=2026-11-27T10:24:00Z by=PT5M",
                        "revoked by=shop client_id=\"web\" issued_before=1795775040",
                        "revocations cut off by=orders begun_by=shop audience=https://orders.example"
                                + " begun_until=1795775040",
                        "revocations cut off by=orders begun_by=shop audience= begun_until=1795775040",
                        "published version=7 by=admin",
                        "power given version=7 at=stock kind=grants-widened element=orders-stock",
                        "webhook registered service=orders by=admin",
                        "webhook given up service=orders version=7 attempts=20",
                        "signing key active kid=abcdefgh algorithm=ES256 by=-");
    }

    @Test
    void changes_of_registrations_name_the_caller() {
        log.client(Change.SECRET_ADDED, "web", "admin", 3, false, Scopes.of("orders:read"));
        log.client(Change.REGISTERED, "admin", null, 1, false, Scopes.of("a", "b"));
        log.issuer(
                Change.CHANGED,
                "login",
                "admin",
                2,
                new IssuerTerms("https://login.example", List.of("id-token"), List.of("web", "app")));

        assertThat(lines.written())
                .containsExactly(
                        "client secret-added client=web by=admin revision=3 disabled=false scope=\"orders:read\"",
                        "client registered client=admin by=- revision=1 disabled=false scope=\"a b\"",
                        "issuer changed name=login by=admin revision=2 types=[id-token] clients=[web, app]"
                                + " issuer=\"https://login.example\"");
    }

    /** A subject can be any text. */
    @Test
    void no_value_begins_another_line_or_member() {
        log.revokedAll("shop", "subject", "a\" by=admin\nissued", TIME);

        assertThat(lines.written())
                .containsExactly("revoked by=shop subject=\"a\\\" by=admin\\nissued\" issued_before=1795775040");
    }

    @Test
    void the_manual_shows_each_event() throws IOException {
        String manual = Files.readString(Path.of("../docs/operations.md"));

        List<String> events = List.of(
                "issued",
                "exchanged",
                "extended",
                "revoked",
                "revocations cut off",
                "published",
                "power given",
                "client registered",
                "issuer registered",
                "webhook registered",
                "webhook given up",
                "console link",
                "signing key next",
                "signing key scheduled",
                "signing key active",
                "signing key retiring",
                "signing key gone");
        assertThat(events).allSatisfy(event -> assertThat(manual).contains("matryoshka.audit: " + event + " "));
        assertThat(Arrays.stream(Refusal.Kind.values()).map(Refusal.Kind::words))
                .allSatisfy(words -> assertThat(manual).contains("`" + words + " refused`"));
    }
}
