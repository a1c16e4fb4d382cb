package matryoshka.service.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyLife;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.KeySchedule;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.keys.KeyState;
import matryoshka.service.keys.SigningKeys;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.PlayedKms;
import matryoshka.service.testing.PlayedVault;
import matryoshka.service.testing.SystemProperties;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import matryoshka.token.SigningAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMaintenanceTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    private static final TestDatabase DATABASE = TestDatabases.create();

    private final PlayedVault vault = PlayedVault.start();

    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void write_the_vault_token() throws Exception {
        Files.writeString(folder.resolve("vault-token"), PlayedVault.TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        vault.close();
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("delete from signing_key");
            handle.execute("delete from data_key");
        });
    }

    @AfterAll
    static void drop_the_database() {
        DATABASE.close();
    }

    @Test
    void signing_keys_move_from_one_key_to_another() throws Exception {
        KeyRing before = keys(plain(OLD)).start(Instant.now());

        assertThat(maintenance(plain(NEW)).rewrap(plain(OLD), true)).isEqualTo(new KeyMaintenance.Rewrapped(2, false));

        assertThat(keys(plain(NEW)).start(Instant.now()).isLike(before)).isTrue();
        assertThatThrownBy(() -> keys(plain(OLD)).start(Instant.now())).isInstanceOf(KeySetupException.class);
    }

    @Test
    void signing_keys_move_to_vault_and_back() throws Exception {
        KeyRing before = keys(plain(OLD)).start(Instant.now());

        maintenance(inVault()).rewrap(plain(OLD), true);
        assertThat(keys(inVault()).start(Instant.now()).isLike(before)).isTrue();
        byte[] first = dataKey();
        maintenance(inVault()).rewrap(inVault(), false);
        assertThat(dataKey()).isNotEqualTo(first);
        assertThat(keys(inVault()).start(Instant.now()).isLike(before)).isTrue();

        maintenance(plain(NEW)).rewrap(inVault(), true);
        assertThat(keys(plain(NEW)).start(Instant.now()).isLike(before)).isTrue();
        assertThat(dataKey()).isEmpty();
    }

    @Test
    void instances_that_run_go_on_when_keys_move_from_vault_to_aws() throws Exception {
        try (PlayedKms kms = PlayedKms.start();
                SystemProperties credentials = PlayedKms.credentials()) {
            assertThat(credentials).isNotNull();
            IssuerConfiguration inAws = configuration("keyEncryption: {awsKms: {keyId: " + PlayedKms.KEY + ", region: "
                    + PlayedKms.REGION + ", endpoint: '" + kms.endpoint() + "'}}");
            SigningKeys running = keys(inVault());
            KeyRing before = running.start(Instant.now());

            assertThat(maintenance(inAws).rewrap(inVault(), true)).isEqualTo(new KeyMaintenance.Rewrapped(2, true));

            vault.loseKey();
            assertThat(running.current(Instant.now()).isLike(before)).isTrue();
            assertThat(keys(inAws).start(Instant.now()).isLike(before)).isTrue();
            assertThat(maintenance(inAws).rewrap(inAws, false).readable()).isFalse();
            assertThatThrownBy(() -> running.current(Instant.now())).isInstanceOf(KeySetupException.class);
        }
    }

    @Test
    void all_keys_move_or_none() throws Exception {
        KeyRing before = keys(plain(OLD)).start(Instant.now());

        assertThatThrownBy(() -> maintenance(inVault()).rewrap(plain(NEW), true))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("previous configuration");

        assertThat(keys(plain(OLD)).start(Instant.now()).isLike(before)).isTrue();
        assertThat(dataKey()).isEmpty();
    }

    @Test
    void an_issuer_begins_with_vault() throws Exception {
        KeyRing made = keys(inVault()).start(Instant.now());

        assertThat(keys(inVault()).start(Instant.now()).isLike(made)).isTrue();
        assertThat(new String(dataKey(), StandardCharsets.UTF_8)).startsWith("vault:v1:");
    }

    @Test
    void lost_keys_are_replaced_and_their_tokens_stay_valid() throws Exception {
        KeyRing before = keys(plain(OLD)).start(Instant.now());

        List<String> lost = maintenance(plain(NEW)).replaceLost();

        SigningKeys found = keys(plain(NEW));
        KeyRing after = found.start(Instant.now());
        assertThat(lost).hasSize(2).contains(before.active().kid());
        assertThat(lost).doesNotContain(after.active().kid());
        assertThat(after.verificationKey(before.active().kid())).isPresent();
        assertThat(found.lives())
                .extracting(KeyLife::state)
                .containsExactlyInAnyOrder(KeyState.NEXT, KeyState.ACTIVE, KeyState.RETIRING, KeyState.GONE);
        assertThat(maintenance(plain(NEW)).replaceLost()).isEmpty();
    }

    @Test
    void when_the_key_in_vault_is_lost_so_are_the_signing_keys() throws Exception {
        keys(inVault()).start(Instant.now());
        vault.loseKey();

        assertThatThrownBy(() -> keys(inVault()))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("different key encryption key");
        assertThat(maintenance(inVault()).replaceLost()).hasSize(2);
        assertThat(keys(inVault()).start(Instant.now()).published().getKeys()).hasSize(3);
    }

    @Test
    void while_vault_is_away_or_refuses_nothing_is_replaced() throws Exception {
        KeyRing before = keys(inVault()).start(Instant.now());
        Files.writeString(folder.resolve("vault-token"), "another");
        assertThatThrownBy(() -> maintenance(inVault()).replaceLost())
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("another");
        IssuerConfiguration away = inVault();
        write_the_vault_token();
        assertThat(keys(inVault()).start(Instant.now()).isLike(before)).isTrue();

        vault.close();
        assertThatThrownBy(() -> maintenance(away).replaceLost())
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("does not answer");
    }

    private static KeyMaintenance maintenance(IssuerConfiguration configuration) {
        return new KeyMaintenance(configuration, AuditLines.log(), RANDOM);
    }

    private SigningKeys keys(IssuerConfiguration configuration) {
        KeyEncryption encryption = StartKeys.encryption(configuration, false, DATABASE.jdbi(), RANDOM);
        Duration hour = Duration.ofHours(1);
        return new JdbiSigningKeys(
                DATABASE.jdbi(),
                encryption,
                RANDOM,
                AuditLines.log(),
                new KeySchedule(SigningAlgorithm.ES256, Duration.ZERO, hour, hour));
    }

    private byte[] dataKey() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.select("select wrapped_key from data_key")
                        .mapTo(byte[].class)
                        .findOne()
                        .orElse(new byte[0]));
    }

    private IssuerConfiguration plain(String key) throws Exception {
        return configuration("keyEncryptionKey: " + key);
    }

    private IssuerConfiguration inVault() throws Exception {
        return configuration("keyEncryption: {vault: {engine: '" + vault.engine() + "', tokenFile: '"
                + folder.resolve("vault-token") + "'}}");
    }

    private IssuerConfiguration configuration(String keys) throws Exception {
        String yaml = "dataDir: " + folder + "\ndatabase: {url: '" + DATABASE.jdbcUrl() + "', user: '" + DATABASE.user()
                + "', password: '" + DATABASE.password() + "'}\n" + keys + "\n";
        return new DefaultConfigurationFactoryFactory<IssuerConfiguration>()
                .create(IssuerConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
                .build(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "inline");
    }

    private static String key(int first) {
        byte[] key = new byte[KeyEncryption.KEY_BYTES];
        key[0] = (byte) first;
        return Base64.getEncoder().encodeToString(key);
    }
}
