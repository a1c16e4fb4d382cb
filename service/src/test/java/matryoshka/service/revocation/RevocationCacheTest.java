package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.testing.VerifiedTokens;
import matryoshka.token.Chain;
import matryoshka.token.ChainId;
import matryoshka.token.VerifiedToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the known revocations revoke: chains of the client {@code shop}, through {@code a}, {@code b} and {@code c}. */
class RevocationCacheTest {
    private static final Instant BEGUN = Instant.parse("2026-11-27T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String CHAIN = ChainId.of(BEGUN, 0, new byte[ChainId.RANDOM_BYTES]);
    private static final Party SHOPS = new Party("shop", "shop", null);

    private final RevocationCache known = new RevocationCache();

    @Test
    void cutting_off_ones_own_chains_revokes_everything_derived() {
        known.add(Revocation.cutOff(SHOPS, BEGUN, BEGUN.plus(DAY)));

        assertThat(known.isRevoked(outer(CHAIN, 0))).isTrue();
        assertThat(known.isRevoked(derived(CHAIN + "~x.0", 3_000, "shop", List.of("b", "a"), "b", "C")))
                .isTrue();
        assertThat(known.isRevoked(outer(begun(1), 1))).isFalse();
        assertThat(known.isRevoked(VerifiedTokens.token(CHAIN, BEGUN, "other", "other", List.of(), "A")))
                .as("of another client")
                .isFalse();
    }

    @Test
    void a_chain_for_a_user_is_its_first_actors() {
        known.add(Revocation.cutOff(SHOPS, BEGUN, BEGUN.plus(DAY)));

        assertThat(known.isRevoked(derived(CHAIN + ".0", 5, "acme:user", List.of("a", "shop"), "a", "B")))
                .isTrue();
        assertThat(known.isRevoked(derived(CHAIN + ".0", 5, "acme:user", List.of("shop", "a"), "shop", "B")))
                .isFalse();
    }

    /** The service a revokes tokens of chains that the shop began: by what it receives, or by what it presents. */
    @ParameterizedTest
    @CsvSource({
        // what, jti's end, client_id, actors, audience, by its audience, by presenting
        "the token that a receives, '', shop, '', A, true, false",
        "one nested in it, .0, a, a, B, true, true",
        "one nested in that, .0.0, b, b a, C, true, true",
        "one that a exchanged it for, ~x, a, a, B, true, true",
        "one that b exchanged that for, ~x~y, b, b a, C, true, true",
        "the shop's for b, '', shop, '', B, false, false",
        "what b had for that, ~x, b, b, C, false, false"
    })
    void a_service_cuts_off_what_passed_it_and_nothing_else(
            String what,
            String end,
            String client,
            String actors,
            String audience,
            boolean received,
            boolean presented) {
        VerifiedToken token = derived(
                CHAIN + end, 10, "shop", actors.isEmpty() ? List.of() : List.of(actors.split(" ")), client, audience);
        RevocationCache byPresenting = new RevocationCache();

        known.add(Revocation.cutOff(new Party("a", "shop", "A"), BEGUN, BEGUN.plus(DAY)));
        byPresenting.add(Revocation.cutOff(new Party("a", "shop", null), BEGUN, BEGUN.plus(DAY)));

        assertThat(known.isRevoked(token)).as(what).isEqualTo(received);
        assertThat(byPresenting.isRevoked(token)).as(what).isEqualTo(presented);
    }

    @Test
    void a_services_cut_off_leaves_other_clients_alone() {
        known.add(Revocation.cutOff(new Party("a", "shop", "A"), BEGUN, BEGUN.plus(DAY)));

        assertThat(known.isRevoked(VerifiedTokens.token(CHAIN, BEGUN, "other", "other", List.of(), "A")))
                .isFalse();
    }

    @Test
    void services_that_share_an_audience_get_no_cut_off() {
        VerifiedToken shared = VerifiedTokens.token(CHAIN, BEGUN, "shop", "shop", List.of(), "A", "B");
        VerifiedToken own = outer(CHAIN, 0);

        assertThat(Party.of("a", Chain.of(shared), shared, true)).isEmpty();
        assertThat(Party.of("a", Chain.of(own), own, true)).hasValue(new Party("a", "shop", "A"));
        assertThat(Party.of("gateway", Chain.of(own), own, false))
                .as("for another reason")
                .isEmpty();
        assertThat(Party.of("shop", Chain.of(shared), shared, false)).hasValue(SHOPS);
        VerifiedToken nested = derived(CHAIN + ".0", 1, "shop", List.of("a"), "a", "B");
        assertThat(Party.of("a", Chain.of(nested), nested, false)).hasValue(new Party("a", "shop", null));
    }

    @Test
    void a_jti_of_an_earlier_release_goes_by_the_time_of_issue() {
        known.add(Revocation.cutOff(SHOPS, BEGUN, BEGUN.plus(DAY)));

        assertThat(known.isRevoked(outer("R", 0))).isTrue();
        assertThat(known.isRevoked(outer("R", 1))).isFalse();
    }

    @Test
    void revoking_all_of_a_client_revokes_what_was_derived_later_from_chains_that_it_began() {
        known.add(new Revocation(Kind.CLIENT, "shop", BEGUN.plusSeconds(5), BEGUN.plus(DAY), "admin"));
        known.add(new Revocation(Kind.CLIENT, "a", BEGUN.plusSeconds(5), BEGUN.plus(DAY), "admin"));

        assertThat(known.isRevoked(derived(CHAIN + "~x", 50, "shop", List.of("b"), "b", "C")))
                .isTrue();
        assertThat(known.isRevoked(derived(CHAIN + "~x", 50, "other", List.of("a"), "a", "C")))
                .as("in a chain of somebody else's it goes by the time of issue: a may have a new secret")
                .isFalse();
    }

    @Test
    void a_cut_off_replaces_only_what_it_covers() {
        single("early", BEGUN, BEGUN.plus(DAY));
        single("late", BEGUN.plusSeconds(10), BEGUN.plus(DAY));
        single("lasting", BEGUN, BEGUN.plus(DAY).plusSeconds(1));
        known.add(Revocation.ofToken("received", BEGUN.plus(DAY), new Party("a", "shop", "A"), BEGUN));

        known.add(Revocation.cutOff(SHOPS, BEGUN.plusSeconds(5), BEGUN.plus(DAY)));

        assertThat(known.isRevoked("early")).isFalse();
        assertThat(List.of("late", "lasting", "received")).allMatch(known::isRevoked);
        single("early", BEGUN, BEGUN.plus(DAY));
        assertThat(known.isRevoked("early")).as("read again").isFalse();
        assertThat(known.size()).isEqualTo(4);
    }

    @Test
    void a_settled_revocation_ends_with_its_token() {
        single("R", BEGUN, BEGUN.plus(DAY));
        single("R", BEGUN, BEGUN.plusSeconds(300));

        known.forget(BEGUN.plusSeconds(301));

        assertThat(known.size()).isZero();
        assertThat(known.bytes()).isZero();
        assertThat(known.areFewer("shop", 1)).isTrue();
    }

    @Test
    void a_cut_off_is_removed_when_it_expires() {
        known.add(Revocation.cutOff(SHOPS, BEGUN, BEGUN.plusSeconds(300)));
        known.forget(BEGUN.plusSeconds(300));
        assertThat(known.isRevoked(outer(CHAIN, 0))).isTrue();

        known.forget(BEGUN.plusSeconds(301));

        assertThat(known.isRevoked(outer(CHAIN, 0))).isFalse();
        assertThat(known.size()).isZero();
    }

    @Test
    void revocations_are_counted_for_each_client_and_weighed() {
        for (int number = 0; number < 10; number++) {
            single("R" + number, BEGUN, BEGUN.plus(DAY));
        }
        known.add(Revocation.ofToken("a".repeat(1_000), BEGUN.plus(DAY), new Party("a", "shop", "A"), BEGUN));

        assertThat(known.areFewer("shop", 11)).isTrue();
        assertThat(known.areFewer("shop", 10)).isFalse();
        assertThat(known.heaviest("shop")).hasValue(SHOPS);
        assertThat(known.heaviest("a")).as("one alone cannot become fewer").isEmpty();
        assertThat(known.heaviest()).hasValue(SHOPS);
        assertThat(known.bytes()).isBetween(3_400L, 3_700L);
    }

    private void single(String jti, Instant begun, Instant expiresAt) {
        known.add(Revocation.ofToken(jti, expiresAt, SHOPS, begun));
    }

    private static VerifiedToken outer(String jti, int second) {
        return VerifiedTokens.token(jti, BEGUN.plusSeconds(second), "shop", "shop", List.of(), "A");
    }

    private static VerifiedToken derived(
            String jti, int second, String subject, List<String> actors, String client, String audience) {
        return VerifiedTokens.token(jti, BEGUN.plusSeconds(second), subject, client, actors, audience);
    }

    private static String begun(int second) {
        byte[] random = new byte[ChainId.RANDOM_BYTES];
        new Random(second).nextBytes(random);
        return ChainId.of(BEGUN.plusSeconds(second), 0, random);
    }
}
