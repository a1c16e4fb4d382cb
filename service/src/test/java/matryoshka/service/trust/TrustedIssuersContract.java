package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;
import org.junit.jupiter.api.Test;

/** What callers rely on: {@link JdbiTrustedIssuers} and {@link InMemoryTrustedIssuers} both pass. */
abstract class TrustedIssuersContract {
    static final TrustedIssuer ACME = issuer("acme", "https://acme.example", "acme");

    /** The store, without an issuer or a prefix at the start of each test. */
    abstract TrustedIssuers issuers();

    /** Lets so much time pass that nothing waits for what was removed a moment ago. */
    abstract void longAfter();

    @Test
    void an_issuer_comes_back_as_it_was_added() {
        TrustedIssuer detailed = TestIssuers.issuer("""
                {'name': 'detailed', 'issuer': 'https://detailed.example', 'jwks_uri': 'https://detailed.example/k',
                 'audiences': ['us'], 'types': ['jwt', 'id_token'], 'algorithms': ['PS256', 'EdDSA'], 'claims': {'a': 'b'},
                 'clients': ['shop']}""");
        assertThat(add(detailed)).isEqualTo(new Done(detailed));
        add(ACME);

        assertThat(issuers().all()).containsExactlyInAnyOrder(ACME, detailed);
    }

    @Test
    void a_decision_sees_all_issuers_and_is_made_once() {
        add(ACME);
        int[] calls = {0};

        issuers().change(all -> {
            calls[0]++;
            assertThat(all).containsExactly(ACME);
            return Refused.because(Reason.UNKNOWN);
        });

        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void a_refusal_or_what_a_decision_throws_changes_nothing() {
        add(ACME);
        Refused refused = Refused.because(Reason.CONDITION_FAILED);

        assertThat(issuers().add(all -> refused)).isEqualTo(refused);
        assertThat(issuers().change(all -> refused)).isEqualTo(refused);
        assertThat(issuers().remove(all -> refused)).isEqualTo(refused);
        assertThatThrownBy(() -> issuers().remove(all -> {
                    throw new IllegalStateException("planned");
                }))
                .hasMessage("planned");
        assertThat(issuers().all()).containsExactly(ACME);
    }

    @Test
    void a_change_replaces_the_terms() {
        add(ACME);
        TrustedIssuer changed =
                ACME.with(issuer("acme", "https://moved.example", "acme-too").terms());
        longAfter();

        issuers().change(all -> new Done(changed));

        assertThat(issuers().all())
                .singleElement()
                .satisfies(stored -> assertThat(stored.terms()).isEqualTo(changed.terms()))
                .satisfies(stored -> assertThat(stored.revision()).isEqualTo(2));
    }

    @Test
    void what_is_removed_is_gone() {
        add(ACME);

        issuers().remove(all -> new Done(all.get(0)));

        assertThat(issuers().all()).isEmpty();
    }

    @Test
    void a_prefix_stays_with_the_issuer_that_had_it_first() {
        add(ACME);
        issuers().remove(all -> new Done(all.get(0)));
        longAfter();

        isOthersPrefix(add(issuer("thief", "https://thief.example", "acme")));
        assertThat(add(ACME)).isInstanceOf(Done.class);
    }

    @Test
    void a_prefix_that_was_changed_stays_with_its_issuer_too() {
        add(ACME);
        issuers()
                .change(all -> new Done(ACME.with(
                        issuer("acme", "https://acme.example", "other").terms())));
        longAfter();

        isOthersPrefix(add(issuer("thief", "https://thief.example", "acme")));
        add(issuer("second", "https://second.example", "second"));
        isOthersPrefix(issuers().change(all -> new Done(issuer("second", "https://second.example", "acme"))));
    }

    @Test
    void prefixes_of_configured_issuers_are_theirs_for_ever() {
        issuers().keepPrefixes(List.of(TrustedIssuer.configured("staff", ACME.terms())));

        isOthersPrefix(add(issuer("thief", "https://thief.example", "acme")));
    }

    /** Chains that its users began before end with the former registration. */
    @Test
    void an_issuer_that_is_registered_again_begins_anew() {
        add(ACME);
        assertThat(issuers().all()).extracting(TrustedIssuer::registeredAt).containsExactly(Instant.EPOCH);
        issuers().remove(all -> new Done(all.get(0)));
        longAfter();

        add(ACME);

        assertThat(issuers().all())
                .singleElement()
                .satisfies(again ->
                        assertThat(again.registeredAt()).isAfter(Instant.now().minusSeconds(300)));
    }

    private TrustOutcome add(TrustedIssuer issuer) {
        return issuers().add(all -> new Done(issuer));
    }

    private static void isOthersPrefix(TrustOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::rule)
                                .containsExactly("subject-prefix-unique"));
    }

    static TrustedIssuer issuer(String name, String issuer, String prefix) {
        return TestIssuers.issuer("""
                {'name': '%s', 'issuer': '%s', 'jwks_uri': '%s/k', 'audiences': ['us'], 'types': ['jwt'],
                 'subject_prefix': '%s'}""".formatted(name, issuer, issuer, prefix));
    }
}
