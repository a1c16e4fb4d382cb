package matryoshka.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import matryoshka.service.testing.PlayedKms;
import matryoshka.service.testing.SystemProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsKmsKeyTest {
    private static final byte[] DATA_KEY = new byte[KeyEncryption.KEY_BYTES];

    private final PlayedKms kms = PlayedKms.start();
    private final SystemProperties aws = PlayedKms.credentials();

    @AfterEach
    void stop() {
        aws.close();
        kms.close();
    }

    @Test
    void a_data_key_is_encrypted_and_decrypted() {
        try (AwsKmsKey key = open(PlayedKms.KEY)) {
            byte[] wrapped = key.wrap(DATA_KEY);

            assertThat(wrapped).isNotEqualTo(DATA_KEY);
            assertThat(key.unwrap(wrapped)).hasValue(DATA_KEY);
        }
    }

    @Test
    void what_another_key_encrypted_is_lost() {
        try (AwsKmsKey key = open(PlayedKms.KEY)) {
            byte[] wrapped = key.wrap(DATA_KEY);
            kms.loseKey();

            assertThat(key.unwrap(wrapped)).isEmpty();
        }
    }

    @Test
    void a_key_that_is_not_found_is_not_lost() {
        try (AwsKmsKey key = open("alias/another")) {
            assertThatThrownBy(() -> key.unwrap(DATA_KEY))
                    .isInstanceOf(KeySetupException.class)
                    .hasMessageContaining("NotFoundException")
                    .hasMessageContaining("alias/another")
                    .hasNoCause();
        }
    }

    @Test
    void a_wrong_secret_is_refused() {
        aws.set("aws.secretAccessKey", "hush");
        try (AwsKmsKey key = open(PlayedKms.KEY)) {
            assertThatThrownBy(() -> key.wrap(DATA_KEY))
                    .isInstanceOf(KeySetupException.class)
                    .hasMessageContaining("InvalidSignatureException")
                    .hasMessageNotContaining("hush");
        }
    }

    @Test
    void a_service_that_does_not_answer_is_not_a_loss() {
        try (AwsKmsKey key = open(PlayedKms.KEY)) {
            kms.close();

            assertThatThrownBy(() -> key.unwrap(DATA_KEY))
                    .isInstanceOf(KeySetupException.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void without_credentials_or_a_region_it_says_so() {
        aws.clear("aws.region");
        assertThatThrownBy(() -> AwsKmsKey.open(PlayedKms.KEY, Optional.empty(), Optional.of(kms.endpoint())))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("AWS_REGION");

        aws.clear("aws.accessKeyId");
        assertThatThrownBy(() -> open(PlayedKms.KEY))
                .isInstanceOf(KeySetupException.class)
                .hasMessageContaining("AWS_ACCESS_KEY_ID");
    }

    private AwsKmsKey open(String keyId) {
        return AwsKmsKey.open(keyId, Optional.of(PlayedKms.REGION), Optional.of(kms.endpoint()));
    }
}
