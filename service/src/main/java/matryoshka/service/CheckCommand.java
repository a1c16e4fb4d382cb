package matryoshka.service;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import matryoshka.service.start.CheckConfiguration;
import matryoshka.service.start.ConfigurationFaultException;
import matryoshka.service.start.StartFailures;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code check}: says whether the configuration is sound, or every fault of it. Starts nothing. */
final class CheckCommand extends ConfiguredCommand<IssuerConfiguration> {
    private static final String FILE = "file";

    private final PrintStream out;
    private final Clock clock;

    CheckCommand(PrintStream out, Clock clock) {
        super("check", "Says whether the configuration is sound, and starts nothing");
        this.out = out;
        this.clock = clock;
    }

    @Override
    protected Class<IssuerConfiguration> getConfigurationClass() {
        return IssuerConfiguration.class;
    }

    @Override
    protected Argument addFileArgument(Subparser parser) {
        return parser.addArgument(FILE).help("the configuration, such as config.yml");
    }

    @Override
    protected void run(
            Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration) {
        List<String> faults = new CheckConfiguration(configuration, clock).faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationFaultException(faults);
        }
        out.println(namespace.getString(FILE) + " is sound.");
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable error) {
        StartFailures.forOperator(error)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, error));
    }
}
