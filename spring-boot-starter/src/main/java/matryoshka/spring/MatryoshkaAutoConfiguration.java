package matryoshka.spring;

import matryoshka.resource.ClientCredentials;
import matryoshka.resource.DecryptionKeys;
import matryoshka.resource.Limits;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;
import matryoshka.resource.StatusPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

/** Makes the {@link ResourceServer} from the properties. */
@AutoConfiguration
@EnableConfigurationProperties(MatryoshkaProperties.class)
public class MatryoshkaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ResourceServer resourceServer(
            MatryoshkaProperties properties, ObjectProvider<ResourceServerCustomizer> customizers) {
        ResourceServerBuilder builder = ResourceServer.builder()
                .audience(required("matryoshka.audience", properties.audience()))
                .leeway(properties.leeway())
                .timeout(properties.timeout())
                .status(policy(properties.status()))
                .limits(limits(properties.limits()));
        addIssuers(builder, properties);
        addIdentity(builder, properties);
        addDecryption(builder, properties.decryption());
        properties
                .callees()
                .forEach((name, callee) -> builder.callee(
                        name,
                        required("matryoshka.callees." + name + ".audience", callee.audience()),
                        callee.hosts().toArray(String[]::new)));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static StatusPolicy policy(MatryoshkaProperties.Status status) {
        return new StatusPolicy(status.stale(), status.useFor(), status.unknown());
    }

    private static Limits limits(MatryoshkaProperties.Bounds bounds) {
        return new Limits(
                bounds.tokenLength(),
                bounds.proofs(),
                bounds.exchanges(),
                bounds.exchangeCache().toBytes());
    }

    private static void addIssuers(ResourceServerBuilder builder, MatryoshkaProperties properties) {
        var issuer = required("matryoshka.issuer", properties.issuer());
        builder.issuer(issuer, properties.issuerAddress() == null ? issuer : properties.issuerAddress());
        if (properties.formerIssuer() != null) {
            builder.issuer(properties.formerIssuer());
        }
    }

    private static void addIdentity(ResourceServerBuilder builder, MatryoshkaProperties properties) {
        if (properties.service() != null) {
            builder.service(properties.service());
        }
        if (properties.clientId() != null) {
            builder.credentials(ClientCredentials.secret(
                    properties.clientId(), required("matryoshka.client-secret", properties.clientSecret())));
        } else if (properties.clientSecret() != null) {
            throw missing("matryoshka.client-id");
        }
    }

    private static void addDecryption(ResourceServerBuilder builder, MatryoshkaProperties.Decryption decryption) {
        if (decryption.keysFile() != null) {
            builder.decryption(
                    decryption.password() == null
                            ? DecryptionKeys.read(decryption.keysFile())
                            : DecryptionKeys.readPkcs12(
                                    decryption.keysFile(), decryption.password().toCharArray()));
        } else if (decryption.password() != null) {
            throw missing("matryoshka.decryption.keys-file");
        }
    }

    private static <T> T required(String property, @Nullable T value) {
        if (value == null || value.toString().isEmpty()) {
            throw missing(property);
        }
        return value;
    }

    /** Spring Boot shows this as property, value and reason, without a stack trace. */
    private static RuntimeException missing(String property) {
        return new InvalidConfigurationPropertyValueException(property, null, "It must be set.");
    }
}
