package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.VerifiedTokens;
import matryoshka.token.ChainId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client's many revocations become one cut-off before any is refused; no other client is affected. */
class MakeRoomTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int MAX = 20;
    private static final Party SHOPS = new Party("shop", "shop", null);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final RevocationStore kept = new JdbiRevocations(POSTGRES.jdbi());
    private final RevocationCache known = new RevocationCache();
    private final MakeRoom room = new MakeRoom(kept, known, MAX, Long.MAX_VALUE, AuditLines.log());

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from revocation"));
    }

    @Test
    void below_the_limit_single_revocations_stay() {
        revoke(SHOPS, MAX - 1);

        assertThat(room.isThere("shop")).isTrue();
        assertThat(rows()).isEqualTo(MAX - 1);
    }

    @Test
    void at_the_limit_the_older_half_becomes_one_cut_off() {
        revoke(SHOPS, MAX);
        Party other = new Party("other", "other", null);
        revoke(other, 3);

        assertThat(room.isThere("shop")).isTrue();

        assertThat(rows()).isEqualTo(MAX / 2 + 1 + 3);
        Revocation cutOff = cutOffs().get(0);
        assertThat(cutOff).isEqualTo(Revocation.cutOff(SHOPS, begun(MAX / 2 - 1), expiry(MAX / 2 - 1)));
        assertThat(known.size()).isEqualTo(MAX / 2 + 1 + 3);
        assertThat(IntStream.range(0, MAX)).allMatch(this::isRevoked);
        assertThat(isRevoked(MAX)).isFalse();
    }

    @Test
    void later_revocations_extend_the_one_cut_off() {
        for (int round = 0; round < 200; round++) {
            assertThat(room.isThere("shop")).isTrue();
            add(single(SHOPS, round));
        }

        assertThat(rows()).isLessThanOrEqualTo(MAX);
        assertThat(known.size()).isLessThanOrEqualTo(MAX);
        assertThat(cutOffs()).hasSize(1);
        assertThat(IntStream.range(0, 200)).allMatch(this::isRevoked);
    }

    @Test
    void other_instances_replace_the_single_revocations_by_the_cut_off() {
        RevocationCache elsewhere = new RevocationCache();
        RevocationSync follow = new RevocationSync(elsewhere, Clock.systemUTC());
        revoke(SHOPS, MAX);
        follow.readAll(kept);
        room.isThere("shop");

        follow.readNew(kept);

        assertThat(elsewhere.size()).isEqualTo(MAX / 2 + 1);
        assertThat(elsewhere.isRevoked("R-shop-shop-0")).isFalse();
        assertThat(elsewhere.isRevoked("R-shop-shop-" + (MAX - 1))).isTrue();
    }

    /** Each party has a cut-off of its own: of the one client whose tokens were revoked most. */
    @Test
    void a_service_that_revokes_tokens_of_its_callers_cuts_off_only_the_one_it_revoked_most() {
        Party noisy = new Party("a", "noisy", "A");
        Party quiet = new Party("a", "quiet", "A");
        revoke(noisy, MAX - 2);
        revoke(quiet, 2);

        assertThat(room.isThere("a")).isTrue();

        assertThat(cutOffs()).extracting(Revocation::party).containsExactly(noisy);
        assertThat(known.isRevoked("R-a-quiet-0")).isTrue();
        assertThat(known.isRevoked(VerifiedTokens.token(
                        ChainId.of(begun(0), 0, new byte[ChainId.RANDOM_BYTES]),
                        now,
                        "quiet",
                        "quiet",
                        List.of(),
                        "A")))
                .as("not revoked by itself")
                .isFalse();
    }

    @Test
    void a_client_whose_revocations_cannot_be_merged_is_refused_alone() {
        for (int number = 0; number < MAX; number++) {
            revoke(new Party("a", "caller" + number, "A"), 1);
        }

        assertThat(room.isThere("a")).isFalse();
        assertThat(room.isThere("shop")).isTrue();
        assertThat(rows()).isEqualTo(MAX);
    }

    @Test
    void revocations_by_client_and_subject_count_and_the_same_again_takes_no_room() {
        for (int number = 0; number < 5; number++) {
            add(new Revocation(Kind.SUBJECT, "user", now.plusSeconds(number), now.plusSeconds(500 + number), "admin"));
        }
        assertThat(rows()).isEqualTo(1);
        for (int number = 0; number < MAX - 1; number++) {
            add(new Revocation(Kind.CLIENT, "c" + number, now, now.plusSeconds(500), "admin"));
        }

        assertThat(room.isThere("admin")).isFalse();
        assertThat(room.isThere("shop")).isTrue();
    }

    @Test
    void when_memory_is_full_the_client_with_the_most_revocations_gets_a_cut_off() {
        revoke(SHOPS, 10);
        revoke(new Party("other", "other", null), 3);
        MakeRoom tight = new MakeRoom(kept, known, MAX, known.bytes(), AuditLines.log());

        assertThat(tight.isThere("other")).isTrue();

        assertThat(cutOffs()).extracting(Revocation::party).containsExactly(SHOPS);
    }

    @Test
    void a_cut_off_is_logged() throws Exception {
        revoke(SHOPS, MAX);
        try (AuditLines audit = new AuditLines()) {
            room.isThere("shop");

            assertThat(audit.written())
                    .containsExactly("revocations cut off by=shop begun_by=shop audience= begun_until="
                            + begun(MAX / 2 - 1).getEpochSecond());
        }
    }

    /** The longest lifetime counts. */
    @Test
    void a_cut_off_lasts_as_long_as_what_it_replaces() {
        add(Revocation.ofToken("long", now.plusSeconds(9_000), SHOPS, begun(0)));
        revoke(SHOPS, MAX);

        room.isThere("shop");

        assertThat(cutOffs().get(0).expiresAt()).isEqualTo(now.plusSeconds(9_000));
    }

    private void revoke(Party party, int count) {
        IntStream.range(0, count).forEach(number -> add(single(party, number)));
    }

    private void add(Revocation revocation) {
        kept.add(revocation);
        known.add(revocation);
    }

    private Revocation single(Party party, int number) {
        String jti = "R-" + party.revokedBy() + "-" + party.begunBy() + "-" + number;
        return Revocation.ofToken(jti, expiry(number), party, begun(number));
    }

    private Instant begun(int number) {
        return now.minus(Duration.ofMinutes(10)).plusSeconds(number);
    }

    private Instant expiry(int number) {
        return now.plusSeconds(300 + number);
    }

    /** By itself, or with its chain. */
    private boolean isRevoked(int number) {
        return known.isRevoked("R-shop-shop-" + number)
                || known.isRevoked(VerifiedTokens.token(
                        ChainId.of(begun(number), 0, new byte[ChainId.RANDOM_BYTES]),
                        now,
                        "shop",
                        "shop",
                        List.of(),
                        "A"));
    }

    private List<Revocation> cutOffs() {
        return kept.since(Instant.EPOCH).revocations().stream()
                .filter(revocation -> revocation.kind() == Kind.CUT_OFF)
                .toList();
    }

    private static long rows() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from revocation")
                        .mapTo(long.class)
                        .one());
    }
}
