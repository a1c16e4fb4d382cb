package matryoshka.service;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import matryoshka.service.start.KeyMaintenance;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code rewrap-keys}: encrypts the signing keys with the key encryption key of another configuration. */
final class RewrapKeysCommand extends DatabaseCommand {
    private static final String FROM = "from";
    private static final String NEW_DATA_KEY = "newDataKey";

    private final PrintStream out;

    RewrapKeysCommand(PrintStream out, SecureRandom random, Clock clock) {
        super(
                "rewrap-keys",
                "Encrypts the signing keys in the database with this configuration's key encryption key",
                random,
                clock);
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("--from")
                .dest(FROM)
                .required(true)
                .help("a configuration with the previous key encryption key");
        parser.addArgument("--new-data-key")
                .dest(NEW_DATA_KEY)
                .action(Arguments.storeTrue())
                .help("makes another data key, if both key encryption keys are in Vault, AWS KMS or a security module");
    }

    @Override
    protected void run(Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration)
            throws IOException, ConfigurationException {
        IssuerConfiguration previous = bootstrap
                .getConfigurationFactoryFactory()
                .create(
                        IssuerConfiguration.class,
                        bootstrap.getValidatorFactory().getValidator(),
                        bootstrap.getObjectMapper(),
                        "dw")
                .build(bootstrap.getConfigurationSourceProvider(), namespace.getString(FROM));
        KeyMaintenance.Rewrapped done =
                maintenance(configuration).rewrap(previous, !namespace.getBoolean(NEW_DATA_KEY));
        out.println("Encrypted " + done.keys() + " signing keys with the key encryption key of this configuration."
                + (done.readable()
                        ? " Instances that run need no restart. Start them with this configuration from now on."
                        : " Restart all instances with it."));
    }
}
