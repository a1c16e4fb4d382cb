package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import matryoshka.graph.Sorted;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.revocation.RevocationStore.Listed;
import matryoshka.service.testing.PlayedClock;
import org.junit.jupiter.api.Test;

/** What callers rely on: {@link JdbiRevocations} and {@link InMemoryRevocations} both pass. */
abstract class RevocationStoreContract {
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Party SHOP = new Party("web-shop", "web-shop", null);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant later = now.plusSeconds(300);

    /** The store, without a revocation at the start of each test. */
    abstract RevocationStore store();

    /** How many revocations are stored, in force or not. */
    abstract long stored();

    @Test
    void a_revocation_comes_back_as_it_was_added() {
        Revocation client = new Revocation(Kind.CLIENT, "web-shop", now, later, "admin");
        Revocation subject = new Revocation(Kind.SUBJECT, "https://id.example|ü\"7", now, later, "admin");
        for (Revocation revocation : List.of(token("R.1~x", later), client, subject)) {
            assertThat(store().add(revocation)).isTrue();
        }

        assertThat(store().since(Instant.EPOCH).revocations())
                .containsExactlyInAnyOrder(token("R.1~x", later), client, subject);
        assertThat(store().inForce(Long.MAX_VALUE, 10))
                .extracting(Listed::revocation)
                .containsExactly(subject, client, token("R.1~x", later));
    }

    @Test
    void a_token_is_revoked_once_and_the_latest_revocation_of_a_client_counts() {
        Revocation client = new Revocation(Kind.CLIENT, "web-shop", now, later, "admin");

        assertThat(store().add(token("R", later))).isTrue();
        assertThat(store().add(token("R", later))).isFalse();
        assertThat(store().add(client)).isTrue();
        assertThat(store().add(client)).isTrue();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void a_jti_may_be_longer_than_an_index_takes() {
        String grown = "R" + "~random-of-22-characters".repeat(500);

        assertThat(store().add(token(grown, later))).isTrue();
        assertThat(store().add(token(grown, later))).isFalse();
        assertThat(store().add(token(grown + ".0", later))).isTrue();
    }

    @Test
    void only_what_was_added_since_is_read_again() {
        store().add(token("early", later));
        Instant readAt = store().since(Instant.EPOCH).at();
        store().add(token("late", later));

        assertThat(store().since(readAt).revocations()).containsExactly(token("late", later));
    }

    @Test
    void only_expired_revocations_are_purged() {
        RevocationCache known = new RevocationCache();
        for (Revocation revocation : List.of(
                token("past", now.minus(SKEW).minusSeconds(5)),
                new Revocation(Kind.CLIENT, "past", now.minusSeconds(500), now.minusSeconds(100), "admin"),
                token("just", now.minusSeconds(5)),
                new Revocation(Kind.SUBJECT, "in force", now, later, "admin"),
                token("R", later))) {
            store().add(revocation);
            known.add(revocation);
        }

        new PurgeRevocations(store(), known, new DatabaseClock(Clock.fixed(now, ZoneOffset.UTC)), new Workers())
                .purge();

        assertThat(stored()).isEqualTo(3);
        assertThat(known.size()).isEqualTo(3);
        assertThat(known.isRevoked("R")).isTrue();
        assertThat(known.isRevoked("past")).isFalse();
        assertThat(store().inForce(Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void a_machine_two_days_ahead_purges_nothing_in_force() {
        RevocationCache known = new RevocationCache();
        store().add(token("R", later));
        known.add(token("R", later));
        DatabaseClock clock = new DatabaseClock(new PlayedClock(now.plus(Duration.ofDays(2))));
        clock.measure(() -> now);

        new PurgeRevocations(store(), known, clock, new Workers()).purge();

        assertThat(stored()).isEqualTo(1);
        assertThat(known.isRevoked("R")).isTrue();
    }

    /** So that it is not missed if the database's clock was wrong when an instance started. */
    @Test
    void revocations_that_just_expired_are_read_too() {
        store().add(token("expired", now.minusSeconds(1)));

        assertThat(store().since(Instant.EPOCH).revocations()).hasSize(1);
    }

    @Test
    void a_hundred_revocations_of_one_token_at_once_are_one_row() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 100)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> store().add(token("R", later))))
                .toList();

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void the_list_of_what_is_in_force_goes_on_below_an_id() {
        for (int number = 0; number < 5; number++) {
            store().add(token("R" + number, later));
        }
        store().add(token("past", now.minusSeconds(5)));

        List<Listed> first = store().inForce(Long.MAX_VALUE, 2);
        List<Listed> rest = store().inForce(first.get(1).id(), 10);

        assertThat(first).extracting(listed -> listed.revocation().value()).containsExactly("R4", "R3");
        assertThat(rest).extracting(listed -> listed.revocation().value()).containsExactly("R2", "R1", "R0");
    }

    @Test
    void a_revocation_that_covers_more_replaces_what_it_covers_and_no_other() {
        store().add(new Revocation(Kind.SUBJECT, "user", now, later, "admin"));
        store().add(new Revocation(Kind.SUBJECT, "other", now, later, "admin"));
        store().add(new Revocation(Kind.CLIENT, "user", now, later, "admin"));
        Revocation wider = new Revocation(Kind.SUBJECT, "user", now.plusSeconds(1), later.plusSeconds(1), "admin");
        store().add(wider);

        assertThat(stored()).isEqualTo(3);
        assertThat(store().since(Instant.EPOCH).revocations()).contains(wider);
    }

    @Test
    void a_cut_off_replaces_the_half_whose_chains_began_first_and_lasts_as_long_as_any_of_them() {
        add(SHOP, 6);
        add(new Party("other", "other", null), 2);

        Revocation cutOff = store().cutOff(SHOP).orElseThrow();

        assertThat(cutOff).isEqualTo(Revocation.cutOff(SHOP, begun(2), later.plusSeconds(2)));
        assertThat(stored()).isEqualTo(3 + 1 + 2);
        assertThat(store().since(Instant.EPOCH).revocations()).contains(cutOff);
    }

    @Test
    void the_next_cut_off_of_the_same_party_grows_and_stays_one() {
        add(SHOP, 6);
        store().cutOff(SHOP);

        Revocation grown = store().cutOff(SHOP).orElseThrow();

        assertThat(grown).isEqualTo(Revocation.cutOff(SHOP, begun(4), later.plusSeconds(4)));
        assertThat(stored()).isEqualTo(1 + 1);
        assertThat(store().cutOff(SHOP)).as("one is left").isEmpty();
    }

    @Test
    void what_cannot_be_extended_ends_with_its_token_and_is_read_again() {
        store().add(Revocation.ofToken("short", later, SHOP, now), unsettled("bank"));
        store().add(Revocation.ofToken("long", later, SHOP, now), unsettled("shop"));
        store().add(Revocation.ofToken("unknown", later, SHOP, now), unsettled());
        Instant readAt = store().since(Instant.EPOCH).at();
        List<Instant> asked = new ArrayList<>();

        int settled = store().settle(Instant.now().plusSeconds(60), since -> {
            asked.add(since);
            return services -> services.contains("shop");
        });

        assertThat(settled).isEqualTo(3);
        assertThat(asked).containsExactly(now.minusSeconds(60));
        assertThat(store().since(readAt).revocations())
                .extracting(Revocation::value, Revocation::expiresAt)
                .containsExactlyInAnyOrder(
                        tuple("short", now.plusSeconds(60)), tuple("long", later), tuple("unknown", later));
        assertThat(store().settle(Instant.now().plusSeconds(60), since -> services -> true))
                .as("settled once")
                .isZero();
    }

    @Test
    void what_was_revoked_too_recently_is_not_settled() {
        store().add(Revocation.ofToken("R", later, SHOP, now), unsettled("bank"));

        assertThat(store().settle(Instant.now().minusSeconds(60), since -> services -> false))
                .isZero();
        assertThat(store().since(Instant.EPOCH).revocations())
                .extracting(Revocation::expiresAt)
                .containsExactly(later);
    }

    private Unsettled unsettled(String... services) {
        return new Unsettled(now.minusSeconds(60), now.plusSeconds(60), Sorted.set(List.of(services)));
    }

    /** Single revocations of a party; each chain began, and each revocation ends, a second later than the one before. */
    private void add(Party party, int count) {
        IntStream.range(0, count)
                .forEach(number -> store().add(Revocation.ofToken(
                        party.revokedBy() + number, later.plusSeconds(number), party, begun(number))));
    }

    private Instant begun(int number) {
        return now.minus(Duration.ofMinutes(10)).plusSeconds(number);
    }

    static Revocation token(String jti, Instant expiresAt) {
        return new Revocation(Kind.TOKEN, jti, null, expiresAt, "web-shop");
    }
}
