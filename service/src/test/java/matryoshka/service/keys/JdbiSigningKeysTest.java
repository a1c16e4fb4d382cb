package matryoshka.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import matryoshka.token.SigningAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbiSigningKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456789Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration PUBLISHED_FIRST = Duration.ofMinutes(5);

    private static final TestDatabase DATABASE = TestDatabases.create();

    private final SigningKeys keys = keys((byte) 1, SigningAlgorithm.ES256);

    @AfterEach
    void remove_the_keys() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("delete from signing_key"));
    }

    @AfterAll
    static void drop_the_database() {
        DATABASE.close();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void keys_are_made_once_and_found_again(SigningAlgorithm algorithm) {
        KeyRing made = keys((byte) 1, algorithm).start(NOW);
        KeyRing found = keys((byte) 1, algorithm).start(NOW.plus(HOUR));

        assertThat(made.active().algorithm()).isEqualTo(algorithm);
        assertThat(found.active().kid()).isEqualTo(made.active().kid());
        assertThat(found.active().encodedPrivate()).isEqualTo(made.active().encodedPrivate());
        assertThat(kids(found)).isEqualTo(kids(made)).hasSize(2);
        assertThat(states()).containsExactlyInAnyOrder(KeyState.NEXT, KeyState.ACTIVE);
        assertThat(found.isLike(made)).isTrue();
    }

    @Test
    void instances_that_start_at_once_agree_on_one_key() throws Exception {
        assertThat(atOnce(() -> keys((byte) 1, SigningAlgorithm.ES256)
                        .start(NOW)
                        .active()
                        .kid()))
                .hasSize(1);
        assertThat(keys.lives()).hasSize(2);
    }

    @Test
    void of_instances_that_rotate_at_once_one_does() throws Exception {
        keys.start(NOW);
        Instant later = NOW.plus(PUBLISHED_FIRST);

        atOnce(() -> keys((byte) 1, SigningAlgorithm.ES256).rotate(Compromise.NONE, later, "ops"));

        // The next key of the winner has only just been published, so the others are scheduled.
        assertThat(states()).containsExactlyInAnyOrder(KeyState.NEXT, KeyState.ACTIVE, KeyState.RETIRING);
    }

    @Test
    void a_rotation_keeps_the_old_key_published() {
        KeyRing before = keys.start(NOW);
        String next = kids(before).get(1);

        assertThat(keys.rotate(Compromise.NONE, NOW.plus(PUBLISHED_FIRST), "ops"))
                .isEqualTo(Rotation.ROTATED);

        KeyRing after = keys.current(NOW.plus(PUBLISHED_FIRST));
        assertThat(after.active().kid()).isEqualTo(next);
        assertThat(kids(after)).hasSize(3).contains(before.active().kid());
        assertThat(after.verificationKey(before.active().kid())).isPresent();
    }

    @Test
    void a_key_that_verifiers_may_lack_does_not_sign_yet() {
        KeyRing before = keys.start(NOW);

        assertThat(keys.rotate(Compromise.NONE, NOW.plusSeconds(1), "ops")).isEqualTo(Rotation.SCHEDULED);
        assertThat(keys.current(NOW).active().kid()).isEqualTo(before.active().kid());

        keys.advance(NOW.plus(PUBLISHED_FIRST), NOW);
        assertThat(keys.current(NOW).active().kid()).isEqualTo(kids(before).get(1));
    }

    @Test
    void a_compromised_key_is_gone_at_once() {
        KeyRing before = keys.start(NOW);

        try (AuditLines lines = new AuditLines()) {
            assertThat(keys.rotate(Compromise.ACTIVE, NOW.plusSeconds(1), "ops"))
                    .isEqualTo(Rotation.ROTATED);
            assertThat(lines.written())
                    .contains("signing key gone kid=" + before.active().kid() + " algorithm=ES256 by=ops");
        }
        KeyRing after = keys.current(NOW.plusSeconds(1));
        assertThat(after.active().kid()).isEqualTo(kids(before).get(1));
        assertThat(after.verificationKey(before.active().kid())).isEmpty();
        assertThat(kids(after)).hasSize(2).doesNotContain(before.active().kid());
        assertThat(encrypted(before.active().kid())).isEmpty();
    }

    @Test
    void when_all_keys_are_compromised_none_of_them_is_left() {
        keys.start(NOW);
        keys.rotate(Compromise.NONE, NOW.plus(PUBLISHED_FIRST), "ops");
        List<String> before = kids(keys.current(NOW));

        keys.rotate(Compromise.ALL, NOW.plus(HOUR), "ops");

        assertThat(before).hasSize(3);
        assertThat(kids(keys.current(NOW))).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void the_jwk_set_stays_small_however_often_keys_are_rotated() {
        keys.start(NOW);
        Instant now = NOW;
        for (int i = 0; i < KeySchedule.MAX_RETIRING; i++) {
            now = now.plus(PUBLISHED_FIRST);
            assertThat(keys.rotate(Compromise.NONE, now, "ops")).isEqualTo(Rotation.ROTATED);
        }

        assertThat(keys.rotate(Compromise.NONE, now.plus(PUBLISHED_FIRST), "ops"))
                .isEqualTo(Rotation.NO_ROOM);
        assertThat(kids(keys.current(NOW))).hasSize(KeySchedule.MAX_RETIRING + 2);
    }

    @Test
    void rows_of_keys_that_are_gone_are_bounded() {
        keys.start(NOW);
        for (int i = 0; i < 105; i++) {
            keys.rotate(Compromise.ACTIVE, NOW.plusSeconds(i), "ops");
        }

        assertThat(states()).filteredOn(KeyState.GONE::equals).hasSize(100);
    }

    @Test
    void the_private_key_is_not_in_the_database() {
        byte[] privateKey =
                keys((byte) 1, SigningAlgorithm.EdDSA).start(NOW).active().encodedPrivate();
        String secretPart = latin1(privateKey).substring(privateKey.length - 32);

        assertThat(keys.lives())
                .allSatisfy(key -> assertThat(latin1(encrypted(key.kid())))
                        .isNotEmpty()
                        .doesNotContain(secretPart)
                        .doesNotContain(Base64.getEncoder().encodeToString(privateKey)));
    }

    @Test
    void a_private_key_put_under_another_kid_is_refused() {
        List<String> kids = kids(keys.start(NOW));
        overwrite(kids.get(0), encrypted(kids.get(1)));

        assertThatThrownBy(() -> keys.start(NOW)).isInstanceOf(KeySetupException.class);
    }

    @Test
    void a_key_that_another_key_encrypted_is_refused_by_its_name() {
        String kid = keys.start(NOW).active().kid();

        assertThatThrownBy(() -> keys((byte) 2, SigningAlgorithm.ES256).start(NOW))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining(kid);
    }

    @Test
    void a_key_that_cannot_be_decrypted_never_becomes_active() {
        KeyRing before = keys.start(NOW);
        overwrite(kids(before).get(1), new byte[] {1});

        assertThatThrownBy(() -> keys.rotate(Compromise.NONE, NOW.plus(PUBLISHED_FIRST), "ops"))
                .isInstanceOf(KeySetupException.class);
        assertThat(keys.current(NOW).active().kid()).isEqualTo(before.active().kid());
    }

    @Test
    void a_retiring_key_is_published_for_as_long_as_its_tokens_can_live() {
        String old = keys.start(NOW).active().kid();
        Instant rotated = NOW.plus(PUBLISHED_FIRST);
        keys.rotate(Compromise.NONE, rotated, "ops");
        Instant lastSecond = rotated.plus(HOUR).minusSeconds(1);

        keys.advance(lastSecond, lastSecond);
        assertThat(kids(keys.current(lastSecond))).contains(old);
        keys.advance(rotated.plus(HOUR), lastSecond);
        assertThat(states()).contains(KeyState.RETIRING);

        keys.advance(rotated.plus(HOUR), rotated.plus(HOUR));
        assertThat(kids(keys.current(rotated.plus(HOUR)))).doesNotContain(old);
        assertThat(states()).contains(KeyState.GONE).doesNotContain(KeyState.RETIRING);
    }

    @Test
    void another_algorithm_signs_after_its_key_was_published() {
        String old = keys.start(NOW).active().kid();
        SigningKeys reconfigured = keys((byte) 1, SigningAlgorithm.EdDSA);

        KeyRing started = reconfigured.start(NOW.plusSeconds(1));
        assertThat(started.active().kid()).isEqualTo(old);
        assertThat(started.published().getKeys())
                .extracting(JWK::getAlgorithm)
                .hasSize(2)
                .doesNotHaveDuplicates();

        // An instance with the old configuration may be the one that completes it.
        Instant later = NOW.plusSeconds(1).plus(PUBLISHED_FIRST);
        keys.advance(later, later);
        assertThat(keys.current(later).active().algorithm()).isEqualTo(SigningAlgorithm.EdDSA);
        assertThat(reconfigured.start(later).lives())
                .isEqualTo(keys.current(later).lives());
    }

    @Test
    void what_is_published_holds_no_private_part() {
        KeyRing ring = keys.start(NOW);

        assertThat(ring.published().getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(ring.published().toString(false)).doesNotContain("\"d\"");
    }

    private SigningKeys keys(byte encryptionKey, SigningAlgorithm algorithm) {
        byte[] key = new byte[KeyEncryption.KEY_BYTES];
        key[0] = encryptionKey;
        KeySchedule schedule = new KeySchedule(algorithm, Duration.ofDays(90), PUBLISHED_FIRST, HOUR);
        return new JdbiSigningKeys(DATABASE.jdbi(), new KeyEncryption(key, RANDOM), RANDOM, AuditLines.log(), schedule);
    }

    /** Returns the different results. */
    private static <T> Set<T> atOnce(Callable<T> action) throws Exception {
        int instances = 4;
        CyclicBarrier start = new CyclicBarrier(instances);
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        try {
            Callable<T> instance = () -> {
                start.await();
                return action.call();
            };
            Set<T> results = new HashSet<>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(instances, instance))) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<KeyState> states() {
        return keys.lives().stream().map(KeyLife::state).toList();
    }

    private static List<String> kids(KeyRing ring) {
        return ring.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private byte[] encrypted(String kid) {
        return DATABASE.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select private_key_encrypted from signing_key where kid = :kid")
                                .bind("kid", kid)
                                .mapTo(byte[].class)
                                .one());
    }

    private void overwrite(String kid, byte[] encrypted) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update signing_key set private_key_encrypted = :encrypted where kid = :kid")
                        .bind("encrypted", encrypted)
                        .bind("kid", kid)
                        .execute());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
