package matryoshka.service;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code rewrap-keys}: encrypts the signing keys with the key encryption key of another configuration. */
final class RewrapKeysCommand extends KeyCommand {
    private static final String FROM = "from";

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
        int keys = maintenance(configuration).rewrap(previous);
        out.println("Encrypted " + keys + " signing keys with the key encryption key of this configuration."
                + " Restart all instances with it.");
    }
}
