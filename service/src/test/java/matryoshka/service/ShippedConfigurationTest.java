package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.plan.Budget;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.authentication.ClientRates;
import matryoshka.service.keys.KeySchedule;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.service.platform.connections.BodyLimits;
import matryoshka.service.platform.connections.ConnectionLimits;
import matryoshka.service.platform.database.ConnectionValidator;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.overload.OverloadLimits;
import matryoshka.service.start.StartFailures;
import matryoshka.service.start.settings.DatabaseSettings;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.SigningAlgorithm;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States every default, so that a changed one fails a test. */
class ShippedConfigurationTest {
    private static final Map<String, String> DRIVER_DEFAULTS = Map.of(
            "ApplicationName", "matryoshka",
            "connectTimeout", "2",
            "loginTimeout", "2",
            "socketTimeout", "10",
            "tcpKeepAlive", "true",
            "logServerErrorDetail", "false",
            "options", "-c statement_timeout=5s -c lock_timeout=2s");

    @Test
    void the_shipped_file_states_the_defaults_of_our_keys() throws Exception {
        assertDefaults(shipped(Map.of()));
    }

    @Test
    void an_omitted_key_has_the_same_default() throws Exception {
        assertDefaults(inline("{}"));
    }

    @Test
    void the_shipped_file_guards_the_server() throws Exception {
        DefaultServerFactory server = (DefaultServerFactory) shipped(Map.of()).getServerFactory();

        assertConnector(server.getApplicationConnectors(), 8080, null);
        assertConnector(server.getAdminConnectors(), 8081, "127.0.0.1");
        assertThat(server.getMaxThreads()).isEqualTo(256);
        assertThat(server.getShutdownGracePeriod()).isEqualTo(Duration.seconds(15));
        assertThat(server.getGzipFilterFactory().isEnabled()).isFalse();
        assertThat(server.getRegisterDefaultExceptionMappers()).isFalse();
        assertThat(server.getDetailedJsonProcessingExceptionMapper()).isFalse();
        assertThat(server.getEnableThreadNameFilter()).isFalse();
        assertThat(server.getRequestLogFactory().isEnabled()).isFalse();
    }

    @Test
    void an_environment_variable_names_a_key_in_aws_kms() throws Exception {
        IssuerConfiguration configuration = shipped(Map.of("AWS_KMS_KEY_ID", "arn:aws:kms:eu-central-1:1:key/2"));

        assertThat(configuration.keyEncryption().awsKms().keyId()).isEqualTo("arn:aws:kms:eu-central-1:1:key/2");
    }

    @Test
    void environment_variables_override_the_file() throws Exception {
        IssuerConfiguration configuration = shipped(Map.of(
                "ISSUER_URL", "https://id.example",
                "DATA_DIR", "/srv/matryoshka",
                "DATABASE_URL", "jdbc:postgresql://db/issuer",
                "DATABASE_FOLLOW_URL", "postgres://reader@db-2,db-3/issuer",
                "DATABASE_USER", "issuer",
                "DATABASE_PASSWORD", "it's: \"#{odd}\" %41",
                "KEY_ENCRYPTION_KEY", "0000",
                "AUDIT_FORMAT", "json"));
        assertThat(configuration.audit().isJson()).isTrue();

        assertThat(configuration.issuer()).isEqualTo(URI.create("https://id.example"));
        assertThat(configuration.dataDir()).isEqualTo(Path.of("/srv/matryoshka"));
        assertThat(configuration.database().isEmbedded()).isFalse();
        assertThat(configuration.database().getUrl()).isEqualTo("jdbc:postgresql://db/issuer");
        assertThat(configuration.database().getUser()).isEqualTo("issuer");
        assertThat(configuration.database().followed()).get().satisfies(followed -> {
            assertThat(followed.getUrl()).isEqualTo("jdbc:postgresql://db-2,db-3/issuer");
            assertThat(followed.getUser()).isEqualTo("reader");
            assertThat(followed.getPassword())
                    .isEqualTo(configuration.database().getPassword());
            assertThat(followed.getProperties()).containsEntry("targetServerType", "preferSecondary");
        });
        assertThat(configuration.database().getPassword()).isEqualTo("it's: \"#{odd}\" %41");
        assertThat(configuration.keyEncryptionKey().reveal()).isEqualTo("0000");
    }

    @Test
    void without_a_url_the_issuer_is_the_address_that_it_listens_on() throws Exception {
        assertThat(shipped(Map.of("HTTP_PORT", "9000")).issuer()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(shipped(Map.of("HTTP_PORT", "80")).issuer()).isEqualTo(URI.create("http://localhost"));
        assertThat(shipped(Map.of("HTTP_PORT", "9000", "ISSUER_URL", "https://id.example"))
                        .issuer())
                .isEqualTo(URI.create("https://id.example"));
        assertThat(inline("server: {applicationConnectors: [{type: http, port: 7000}]}")
                        .issuer())
                .isEqualTo(URI.create("http://localhost:7000"));
    }

    @Test
    void the_first_admins_secret_can_be_configured(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "a secret of the operator that is long enough\n");
        SecretHash hash = SecretHash.of(Secret.of("a secret of the operator that is long enough"));

        assertThat(shipped(Map.of()).firstAdmin().secret()).isEmpty();
        assertThat(shipped(Map.of("ADMIN_CLIENT_SECRET_FILE", file.toString()))
                        .firstAdmin()
                        .secret())
                .contains(hash);
        assertThat(shipped(Map.of("ADMIN_CLIENT_SECRET_HASH", HexFormat.of().formatHex(hash.bytes())))
                        .firstAdmin()
                        .secret())
                .contains(hash);
    }

    @Test
    void secrets_are_not_printed() throws Exception {
        IssuerConfiguration configuration = shipped(Map.of("DATABASE_PASSWORD", "hush", "KEY_ENCRYPTION_KEY", "hush"));

        assertThat(configuration + " " + configuration.keyEncryptionKey()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer: ftp://id.example",
                "issuer: /id",
                "issuer: https://id.example/",
                "issuer: https://id.example?a=b",
                "issuer: 'https://id.example#a'",
                "issuer: https://me@id.example",
                "tokens: {lifetime: 0s}",
                "tokens: {lifetime: 2h}",
                "tokens: {algorithm: HS256}",
                "tokens: {maxExtension: 0s}",
                "clock: {alarmOffset: 500ms}",
                "clock: {alarmOffset: 61s}",
                "clock: {maxOffset: 29s}",
                "keys: {rotateAfter: -1s}",
                "keys: {jwksMaxAge: 0s}",
                "revocation: {maxDisconnected: 4s}",
                "revocation: {maxPerClient: 99}",
                "revocation: {maxHeapPercent: 0}",
                "staleness: {excess: ignore}",
                "staleness: {missingGrace: -1s}",
                "audit: {format: xml}",
                "rates: {perSecond: 0}",
                "rates: {burst: 0}",
                "embedding: {form: zipped}",
                "embedding: {compressEncrypted: sometimes}",
                "budget: {maxDepth: 0}",
                "budget: {maxBytes: 15001}",
                "budget: {overflow: truncate}",
                "limits: {formBytes: 0B}",
                "limits: {cacheHeapPercent: 0}",
                "limits: {cacheHeapPercent: 26}",
                "limits: {documentHeapPercent: 76}",
                "limits: {graphServices: 0}",
                "connections: {max: 0}",
                "connections: {headTime: 0s}",
                "connections: {bodyTime: 0s}",
                "connections: {unfinishedBodies: 0B}",
                "connections: {documents: 0}",
                "shutdown: {delay: -1s}",
                "plans: {maxPerClient: 0}",
                "plans: {impactTime: 0s}",
                "plans: {impactEntries: 0}",
                "waiting: {max: 0}",
                "waiting: {maxPerClient: 0}",
                "database: {maxWaiting: -1}",
                "database: {backgroundMaxSize: 0}",
                "clientCertificates: {proxyHeader: Client-Cert}",
                "clientCertificates: {trustedProxies: [10.0.0.0/8]}",
                "clientCertificates: {proxyHeader: Client-Cert, trustedProxies: [proxy.example]}",
                "clientCertificates: {proxyHeader: 'Client Cert', trustedProxies: [10.0.0.1]}",
                "trust: {allowLoopback: sometimes}",
                "trust: {allowAll: true}",
                "trustedIssuers: {}",
                "keyEncryptionKey: a\nkeyEncryptionKeyFile: b",
                "keyEncryptionKey: a\nkeyEncryption: {vault: {engine: 'https://v.example/v1/transit', tokenFile: t}}",
                "keyEncryption: {vault: {engine: 'https://v.example/v1/transit'}}",
                "keyEncryption: {vault: {engine: 'ftp://v.example/v1/transit', tokenFile: t}}",
                "keyEncryption: {pkcs11: {library: /lib/p11.so}}",
                "keyEncryption: {awsKms: {keyId: k, region: Europe}}",
                "keyEncryption: {awsKms: {keyId: k, endpoint: 'http://kms.example'}}",
                "keyEncryption: {awsKms: {keyId: k}, pkcs11: {library: l, pinFile: p}}",
                "keyEncryption: {vault: {engine: 'https://v.example/v1/transit', tokenFile: t}, pkcs11: {library: l, pinFile: p}}",
                "firstAdmin: {secretHash: abc}",
                "firstAdmin: {secretHash: 0000000000000000000000000000000000000000000000000000000000000000, secretFile: b}",
                "unknown: 1"
            })
    void invalid_settings_are_refused(String yaml) {
        assertThatThrownBy(() -> inline(yaml))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(failure -> assertThat(StartFailures.forOperator(failure))
                        .hasValueSatisfying(message -> assertThat(message).doesNotContain("matryoshka.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256", "PS256"})
    void the_algorithms_have_the_names_of_their_rfcs(String name) throws Exception {
        assertThat(inline("tokens: {algorithm: " + name + "}")
                        .tokens()
                        .algorithm()
                        .name())
                .isEqualToIgnoringCase(name);
    }

    @Test
    void a_link_to_the_console_does_not_outlive_a_revocation() throws Exception {
        IssuerConfiguration configuration =
                inline("{console: {linkLifetime: 1h}, tokens: {lifetime: 1m, maxLifetime: 5m, maxExtension: 1s}}");

        assertThat(configuration.console().linkLifetime(configuration.tokens().longestLife()))
                .isEqualTo(java.time.Duration.ofSeconds(301));
    }

    private static void assertDefaults(IssuerConfiguration configuration) {
        assertThat(configuration.issuer()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(configuration.dataDir()).isEqualTo(Path.of("./var"));
        assertThat(configuration.keyEncryptionKey().isEmpty()).isTrue();
        assertThat(configuration.keyEncryptionKeyFile()).isEmpty();
        assertThat(configuration.keyEncryption().isKeptElsewhere()).isFalse();
        assertThat(configuration.keyEncryption().vault().key()).isEqualTo("matryoshka");
        assertThat(configuration.keyEncryption().awsKms().region()).isEmpty();
        assertThat(configuration.keyEncryption().awsKms().endpoint()).isEmpty();
        assertThat(configuration.keyEncryption().pkcs11().key()).isEqualTo("matryoshka");
        assertThat(configuration.keyEncryption().pkcs11().slotListIndex()).isZero();
        assertThat(configuration.tokens().algorithm()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(configuration.tokens().lifetime()).isEqualTo(java.time.Duration.ofMinutes(5));
        assertThat(configuration.tokens().maxLifetime()).isEqualTo(java.time.Duration.ofHours(1));
        assertThat(configuration.embedding().format())
                .isEqualTo(new EmbeddingFormat(EmbeddingForm.PACKED, false, false));
        assertThat(configuration.budget().budget()).isEqualTo(new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE));
        assertThat(configuration.budget().inside()).isEqualTo(new Budget(16, 256, 32_768, Budget.Overflow.EXCHANGE));
        assertThat(configuration.console().isEnabled()).isTrue();
        assertThat(configuration.console().linkLifetime(configuration.tokens().longestLife()))
                .isEqualTo(java.time.Duration.ofMinutes(5));
        assertThat(configuration.console().maxSession()).isEqualTo(java.time.Duration.ofHours(8));
        assertThat(configuration.console().maxSessionsPerClient()).isEqualTo(20);
        assertThat(configuration.tokens().maxSplitTokens()).isEqualTo(20_000);
        assertThat(configuration.tokens().phantomMaxAge()).hasSeconds(10);
        assertThat(configuration.tokens().maxExtension()).isEqualTo(java.time.Duration.ofHours(24));
        assertThat(configuration.keys().jwksMaxAge()).isEqualTo(java.time.Duration.ofMinutes(5));
        assertThat(configuration.keys().schedule(configuration.tokens()))
                .isEqualTo(new KeySchedule(
                        SigningAlgorithm.ES256,
                        java.time.Duration.ofDays(90),
                        java.time.Duration.ofSeconds(302),
                        java.time.Duration.ofHours(25)));
        assertThat(configuration.clock().alarmOffset()).isEqualTo(java.time.Duration.ofSeconds(30));
        assertThat(configuration.clock().maxOffset()).isEqualTo(java.time.Duration.ofSeconds(60));
        assertThat(configuration.revocation().maxDisconnected()).isEqualTo(java.time.Duration.ofSeconds(60));
        assertThat(configuration.revocation().maxPerClient()).isEqualTo(10_000);
        assertThat(configuration.revocation().maxHeapPercent()).isEqualTo(10);
        assertThat(configuration.staleness().excess()).isEqualTo(ExcessPolicy.FLAG);
        assertThat(configuration.staleness().missingGrace()).isEqualTo(java.time.Duration.ZERO);
        assertThat(configuration.plans().maxPerClient()).isEqualTo(1_000);
        assertThat(configuration.audit().isJson()).isFalse();
        assertThat(configuration.rates().rates()).isSameAs(ClientRates.UNLIMITED);
        assertThat(configuration.rates().perSecond()).isEqualTo(50);
        assertThat(configuration.rates().burst()).isEqualTo(200);
        assertThat(configuration.plans().impactTime()).isEqualTo(java.time.Duration.ofSeconds(4));
        assertThat(configuration.plans().impactEntries()).isEqualTo(1_000);
        assertThat(configuration.limits().formBytes()).isEqualTo(65_536);
        assertThat(configuration.limits().documentBytes()).isEqualTo(50_331_648);
        assertThat(configuration.limits().cacheHeapPercent()).isEqualTo(25);
        assertThat(configuration.limits().elements())
                .isEqualTo(new ElementLimits(100_000, 1_000_000, 1_000, 10_000_000));
        assertThat(configuration.limits().documentHeapPercent()).isEqualTo(50);
        assertThat(configuration.overload().limits(3))
                .isEqualTo(
                        new OverloadLimits(9, 768, java.time.Duration.ofMillis(100), java.time.Duration.ofMillis(10)));
        assertThat(configuration.connections().limits(65_536))
                .isEqualTo(new ConnectionLimits(
                        4_096,
                        java.time.Duration.ofSeconds(10),
                        new BodyLimits(
                                65_536, java.time.Duration.ofSeconds(5), 33_554_432, java.time.Duration.ofMinutes(1)),
                        48));
        assertThat(configuration.connections().documents()).isEqualTo(8);
        assertThat(configuration.connections().documentsPerClient()).isEqualTo(4);
        assertThat(configuration.shutdown().delay()).isEqualTo(java.time.Duration.ofSeconds(5));
        assertThat(configuration.trust().policy()).isEqualTo(new OutboundPolicy(false, false));
        assertThat(configuration.trustedIssuers()).isEmpty();
        assertDatabaseDefaults(configuration.database());
    }

    private static void assertDatabaseDefaults(DatabaseSettings database) {
        assertThat(database.isEmbedded()).isTrue();
        assertThat(database.followed()).isEmpty();
        assertThat(database.getUser()).isNull();
        assertThat(database.getPassword()).isNull();
        assertThat(database.getInitialSize()).isEqualTo(1);
        assertThat(database.getMinSize()).isEqualTo(1);
        assertThat(database.getMaxSize()).isEqualTo(16);
        assertThat(database.getMaxWaitForConnection()).isEqualTo(Duration.seconds(1));
        assertThat(database.maxWaiting()).isEqualTo(48);
        assertThat(database.forBackground().getMaxSize()).isEqualTo(8);
        assertThat(database.getCheckConnectionOnBorrow()).isTrue();
        assertThat(database.getValidationInterval()).isEqualTo(Duration.seconds(1));
        assertThat(database.getValidatorClassName()).hasValue(ConnectionValidator.class.getName());
        assertThat(database.getProperties()).isEqualTo(DRIVER_DEFAULTS);
    }

    private static void assertConnector(List<ConnectorFactory> connectors, int port, @Nullable String host) {
        assertThat(connectors).singleElement().isInstanceOfSatisfying(HttpConnectorFactory.class, connector -> {
            assertThat(connector.getPort()).isEqualTo(port);
            assertThat(connector.getBindHost()).isEqualTo(host);
            assertThat(connector.getMaxRequestHeaderSize()).isEqualTo(DataSize.kibibytes(16));
            assertThat(connector.getIdleTimeout()).isEqualTo(Duration.seconds(30));
            assertThat(connector.isUseForwardedHeaders()).isFalse();
        });
    }

    private static IssuerConfiguration shipped(Map<String, String> environment) throws Exception {
        return factory()
                .build(
                        new SubstitutingSourceProvider(
                                new FileConfigurationSourceProvider(), new StringSubstitutor(environment)),
                        "../config.yml");
    }

    private static IssuerConfiguration inline(String yaml) throws IOException, ConfigurationException {
        return factory().build(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "inline");
    }

    private static ConfigurationFactory<IssuerConfiguration> factory() {
        return new DefaultConfigurationFactoryFactory<IssuerConfiguration>()
                .create(IssuerConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw");
    }
}
