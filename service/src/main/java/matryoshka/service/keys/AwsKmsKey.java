package matryoshka.service.keys;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/** A symmetric key in AWS Key Management Service. */
public final class AwsKmsKey implements KeyWrapper, AutoCloseable {
    /** Authenticated with the data key, so that the key's policy can be limited to it. AWS logs it. */
    private static final Map<String, String> ENCRYPTION_CONTEXT = Map.of("purpose", "matryoshka-data-key");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    private final DefaultCredentialsProvider credentials;
    private final KmsClient kms;
    private final String keyId;

    private AwsKmsKey(DefaultCredentialsProvider credentials, KmsClient kms, String keyId) {
        this.credentials = credentials;
        this.kms = kms;
        this.keyId = keyId;
    }

    /**
     * Finds credentials and the region where every AWS SDK finds them.
     *
     * @param keyId ARN or id of the key, or ARN or name of an alias
     * @param region empty: the region of the environment
     * @param endpoint empty: the region's public endpoint
     * @throws KeySetupException if there are no credentials or there is no region
     */
    public static AwsKmsKey open(String keyId, Optional<String> region, Optional<URI> endpoint) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            credentials.close();
            throw new KeySetupException("No AWS credentials were found for AWS KMS. Give this process a role, or set"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        try {
            return new AwsKmsKey(credentials, client(credentials, region, endpoint), keyId);
        } catch (SdkClientException none) {
            credentials.close();
            throw new KeySetupException(
                    "No AWS region is configured for AWS KMS. Set keyEncryption.awsKms.region or AWS_REGION.");
        }
    }

    private static KmsClient client(
            DefaultCredentialsProvider credentials, Optional<String> region, Optional<URI> endpoint) {
        KmsClientBuilder builder = KmsClient.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTING))
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE));
        region.map(Region::of).ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public String name() {
        return "aws-kms " + keyId;
    }

    @Override
    public byte[] wrap(byte[] dataKey) {
        return answered(() -> kms.encrypt(request -> request.keyId(keyId)
                        .plaintext(SdkBytes.fromByteArray(dataKey))
                        .encryptionContext(ENCRYPTION_CONTEXT))
                .ciphertextBlob()
                .asByteArray());
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped) {
        return answered(() -> {
            try {
                return Optional.of(kms.decrypt(request -> request.keyId(keyId)
                                .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                                .encryptionContext(ENCRYPTION_CONTEXT))
                        .plaintext()
                        .asByteArray());
            } catch (IncorrectKeyException | InvalidCiphertextException ofAnotherKey) {
                return Optional.empty();
            }
        });
    }

    /** Fails without the SDK's exception, whose message may quote an answer. */
    private <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException refused) {
            String code = refused.awsErrorDetails() == null
                    ? String.valueOf(refused.statusCode())
                    : refused.awsErrorDetails().errorCode();
            throw new KeySetupException("AWS KMS answered " + code + " for the key " + keyId
                    + ". Check the key, its policy, the region and the credentials.");
        } catch (SdkClientException unanswered) {
            throw new KeySetupException("AWS KMS does not answer, or its answer cannot be read. Check the network and"
                    + " keyEncryption.awsKms.");
        }
    }

    @Override
    public void close() {
        kms.close();
        credentials.close();
    }
}
