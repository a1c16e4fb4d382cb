package matryoshka.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import matryoshka.token.SigningAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbiSigningKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDatabase database = TestDatabases.create();
    private final SigningKeys keys = keys((byte) 1);

    @AfterEach
    void drop_the_database() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void a_key_is_made_once_and_found_again(SigningAlgorithm algorithm) {
        KeyRing made = keys.ready(algorithm, NOW, HOUR);
        KeyRing found = keys((byte) 1).ready(algorithm, NOW.plus(HOUR), HOUR);

        assertThat(made.active().algorithm()).isEqualTo(algorithm);
        assertThat(found.active().kid()).isEqualTo(made.active().kid());
        assertThat(found.active().encodedPrivate()).isEqualTo(made.active().encodedPrivate());
        assertThat(kids(found)).containsExactly(made.active().kid());
    }

    @Test
    void instances_that_start_at_once_agree_on_one_key() throws Exception {
        int instances = 4;
        CyclicBarrier start = new CyclicBarrier(instances);
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        Callable<String> instance = () -> {
            start.await();
            return keys((byte) 1)
                    .ready(SigningAlgorithm.ES256, NOW, HOUR)
                    .active()
                    .kid();
        };
        try {
            List<Future<String>> kids = threads.invokeAll(
                    IntStream.range(0, instances).mapToObj(i -> instance).toList());
            String agreed = kids.get(0).get();
            for (Future<String> kid : kids) {
                assertThat(kid.get()).isEqualTo(agreed);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_private_key_is_not_in_the_database() {
        byte[] privateKey =
                keys.ready(SigningAlgorithm.EdDSA, NOW, HOUR).active().encodedPrivate();
        String secretPart = latin1(privateKey).substring(privateKey.length - 32);

        assertThat(latin1(column("private_key_encrypted")))
                .doesNotContain(secretPart)
                .doesNotContain(Base64.getEncoder().encodeToString(privateKey));
    }

    @Test
    void a_private_key_put_under_another_kid_is_refused() {
        byte[] encrypted = encryptedOf(keys.ready(SigningAlgorithm.ES256, NOW, HOUR));
        KeyRing second = keys.ready(SigningAlgorithm.EdDSA, NOW, HOUR);
        overwrite(second, encrypted);

        assertThatThrownBy(() -> keys.ready(SigningAlgorithm.EdDSA, NOW, HOUR)).isInstanceOf(KeySetupException.class);
    }

    @Test
    void a_key_that_another_key_encrypted_is_refused_by_its_name() {
        String kid = keys.ready(SigningAlgorithm.ES256, NOW, HOUR).active().kid();

        assertThatThrownBy(() -> keys((byte) 2).ready(SigningAlgorithm.ES256, NOW, HOUR))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining(kid);
    }

    @Test
    void a_retired_key_is_published_for_as_long_as_its_tokens_can_live() {
        String old = keys.ready(SigningAlgorithm.ES256, NOW, HOUR).active().kid();
        String now = keys.ready(SigningAlgorithm.EdDSA, NOW, HOUR).active().kid();

        KeyRing lastSecond = keys.ready(SigningAlgorithm.EdDSA, NOW.plus(HOUR).minusSeconds(1), HOUR);
        KeyRing afterwards = keys.ready(SigningAlgorithm.EdDSA, NOW.plus(HOUR), HOUR);

        assertThat(kids(lastSecond)).containsExactly(now, old);
        assertThat(lastSecond.verificationKey(old)).isPresent();
        assertThat(kids(afterwards)).containsExactly(now);
        assertThat(afterwards.verificationKey(old)).isEmpty();
    }

    @Test
    void what_is_published_holds_no_private_part() {
        keys.ready(SigningAlgorithm.EdDSA, NOW, HOUR);

        KeyRing ring = keys.ready(SigningAlgorithm.ES256, NOW, HOUR);

        assertThat(ring.published().getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(ring.published().toString(false)).doesNotContain("\"d\"");
    }

    private SigningKeys keys(byte encryptionKey) {
        byte[] key = new byte[KeyEncryption.KEY_BYTES];
        key[0] = encryptionKey;
        return new JdbiSigningKeys(database.jdbi(), new KeyEncryption(key, RANDOM), RANDOM, AuditLines.log());
    }

    private static List<String> kids(KeyRing ring) {
        return ring.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private byte[] encryptedOf(KeyRing ring) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select private_key_encrypted from signing_key where kid = :kid")
                                .bind("kid", ring.active().kid())
                                .mapTo(byte[].class)
                                .one());
    }

    private void overwrite(KeyRing ring, byte[] encrypted) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update signing_key set private_key_encrypted = :encrypted where kid = :kid")
                        .bind("encrypted", encrypted)
                        .bind("kid", ring.active().kid())
                        .execute());
    }

    private byte[] column(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select " + name + " from signing_key")
                        .mapTo(byte[].class)
                        .one());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
