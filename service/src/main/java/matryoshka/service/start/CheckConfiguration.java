package matryoshka.service.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.platform.files.FileSetupException;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.KeyEncryptionSettings;
import matryoshka.service.trust.ConfiguredIssuers;

/**
 * Finds what is wrong with a configuration that could be read: what it names must be there and must be what it is taken for. Starts
 * nothing, connects to nothing and writes nothing.
 */
public final class CheckConfiguration {
    private final IssuerConfiguration configuration;
    private final Clock clock;

    public CheckConfiguration(IssuerConfiguration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** A sentence for each fault; empty when the configuration is sound. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Runnable check : List.<Runnable>of(
                this::database,
                this::keyEncryptionKey,
                this::firstAdmin,
                this::trustedIssuers,
                this::clientCertificates,
                this::keyStores,
                this::dataDir)) {
            try {
                check.run();
            } catch (RuntimeException fault) {
                faults.add(StartFailures.forOperator(fault).orElseThrow(() -> fault));
            }
        }
        return faults;
    }

    private void database() {
        configuration.database().wrongServerType().ifPresent(fault -> {
            throw new ConfigurationFaultException(List.of(fault));
        });
    }

    private void keyEncryptionKey() {
        if (configuration.keyEncryption().isKeptElsewhere()) {
            KeyEncryptionSettings.Vault vault = configuration.keyEncryption().vault();
            KeyEncryptionSettings.Pkcs11 pkcs11 = configuration.keyEncryption().pkcs11();
            List<Path> files = new ArrayList<>();
            if (vault.isUsed()) {
                files.add(vault.tokenFile());
            }
            if (pkcs11.isUsed()) {
                files.addAll(List.of(pkcs11.library(), pkcs11.pinFile()));
            }
            for (Path file : files) {
                if (!Files.isReadable(file)) {
                    throw new FileSetupException("The file " + file + " of keyEncryption cannot be read.");
                }
            }
        } else if (!configuration.keyEncryptionKey().isEmpty()
                || !configuration.keyEncryptionKeyFile().isEmpty()
                || !configuration.database().isEmbedded()) {
            StartKeys.given(configuration);
        }
    }

    private void firstAdmin() {
        configuration.firstAdmin().secret();
    }

    private void trustedIssuers() {
        ConfiguredIssuers.read(
                configuration.trustedIssuers(),
                configuration.issuer().toString(),
                configuration.trust().policy());
    }

    private void clientCertificates() {
        configuration.clientCertificates().certificates(TlsConnectors.trusted(configuration), clock);
    }

    private void keyStores() {
        TlsConnectors.checkKeyStores(configuration);
    }

    /** Of the development database. With one of its own, an issuer may need no folder. */
    private void dataDir() {
        Path folder = configuration.dataDir().toAbsolutePath();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (configuration.database().isEmbedded()
                && (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder))) {
            throw new FileSetupException("dataDir (DATA_DIR) is " + configuration.dataDir()
                    + ", where this user cannot write. Set it to a folder that this user can write to.");
        }
    }
}
