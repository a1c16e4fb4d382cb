package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import matryoshka.graph.Scopes;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;
import org.junit.jupiter.api.Test;

/** Registering, replacing and removing trusted issuers: what is refused, and when it is in use. */
class ChangeIssuerTest {
    private static final AdminCaller ADMIN =
            new AdminCaller("admin", Scopes.of(List.of("clients:write", "graph:publish-any")));
    private static final TrustedIssuer STAFF = TrustedIssuer.configured(
            "staff",
            TestIssuers.issuer(json("staff", "https://staff.example", "staff")).terms());

    private final InMemoryTrustedIssuers issuers = new InMemoryTrustedIssuers();
    private final CurrentTrust current = new CurrentTrust(issuers::all, List.of(STAFF));
    private final ChangeIssuer changeIssuer = new ChangeIssuer(issuers, current, AuditLines.log());

    @Test
    void an_issuer_is_trusted_from_its_registration_to_its_removal() {
        assertThat(register("acme", "https://acme.example", "acme")).isInstanceOf(Done.class);
        assertThat(current.get().ofIssuer("https://acme.example")).isPresent();

        assertThat(changeIssuer.remove(ADMIN, "acme", Preconditions.NONE)).isInstanceOf(Done.class);
        assertThat(current.get().ofIssuer("https://acme.example")).isEmpty();
    }

    @Test
    void a_change_is_in_use_at_once_and_makes_a_revision() {
        register("acme", "https://acme.example", "acme");

        TrustOutcome changed = changeIssuer.change(
                ADMIN, "acme", Preconditions.only(1), registration("acme", "https://moved.example", "acme-too"));

        assertThat(changed)
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.issuer().revision()).isEqualTo(2));
        assertThat(current.get().ofIssuer("https://moved.example")).isPresent();
        assertThat(current.get().ofIssuer("https://acme.example")).isEmpty();
    }

    @Test
    void a_name_is_registered_once_and_never_one_of_the_configuration() {
        register("acme", "https://acme.example", "acme");

        assertThat(register("acme", "https://other.example", "other")).isEqualTo(Refused.because(Reason.TAKEN));
        assertThat(register("staff", "https://other.example", "other")).isEqualTo(Refused.because(Reason.TAKEN));
    }

    @Test
    void no_two_issuers_share_an_identifier_or_a_prefix() {
        register("acme", "https://acme.example", "acme");

        assertThat(rules(register("again", "HTTPS://acme.example:443", "again")))
                .containsExactly("issuer-unique");
        assertThat(rules(register("thief", "https://thief.example", "acme"))).containsExactly("subject-prefix-unique");
        assertThat(rules(register("thief", "https://staff.example", "staff")))
                .containsExactly("issuer-unique", "subject-prefix-unique");
        assertThat(current.get().all()).containsOnlyKeys("acme", "staff");
    }

    @Test
    void a_registration_with_violations_is_refused_with_them() {
        TrustRegistration wrong = TestIssuers.read("{'name': 'acme'}");

        assertThat(rules(changeIssuer.register(ADMIN, wrong)))
                .isEqualTo(wrong.violations().stream().map(Violation::rule).toList())
                .isNotEmpty();
        register("acme", "https://acme.example", "acme");
        assertThat(rules(changeIssuer.change(ADMIN, "acme", Preconditions.NONE, wrong)))
                .isNotEmpty();
    }

    @Test
    void an_issuer_of_the_configuration_is_neither_changed_nor_removed() {
        Refused configured = Refused.because(Reason.CONFIGURED);

        assertThat(changeIssuer.change(
                        ADMIN, "staff", Preconditions.NONE, registration("staff", "https://staff.example", "staff")))
                .isEqualTo(configured);
        assertThat(changeIssuer.remove(ADMIN, "staff", Preconditions.NONE)).isEqualTo(configured);
    }

    @Test
    void an_unknown_issuer_and_one_that_changed_meanwhile_stay_as_they_are() {
        register("acme", "https://acme.example", "acme");

        assertThat(changeIssuer.remove(ADMIN, "nobody", Preconditions.NONE)).isEqualTo(Refused.because(Reason.UNKNOWN));
        assertThat(changeIssuer.remove(ADMIN, "acme", Preconditions.only(7)))
                .isEqualTo(Refused.because(Reason.CONDITION_FAILED));
        assertThat(current.get().all()).containsKey("acme");
    }

    @Test
    void while_the_database_is_away_nobody_else_is_trusted() {
        issuers.away(true);

        assertThatThrownBy(() -> register("acme", "https://acme.example", "acme"))
                .hasMessage("the database is away");
        assertThat(current.get().all()).containsOnlyKeys("staff");
    }

    private TrustOutcome register(String name, String issuer, String prefix) {
        return changeIssuer.register(ADMIN, registration(name, issuer, prefix));
    }

    private static List<String> rules(TrustOutcome outcome) {
        return ((Refused) outcome).violations().stream().map(Violation::rule).toList();
    }

    private static TrustRegistration registration(String name, String issuer, String prefix) {
        return TestIssuers.read(json(name, issuer, prefix));
    }

    private static String json(String name, String issuer, String prefix) {
        return """
                {'name': '%s', 'issuer': '%s', 'jwks_uri': 'https://keys.example/k', 'audiences': ['us'], 'types': ['jwt'],
                 'subject_prefix': '%s'}""".formatted(name, issuer, prefix);
    }
}
