package matryoshka.service;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.util.List;
import matryoshka.service.start.CheckConfiguration;
import matryoshka.service.start.ConfigurationFaultException;
import matryoshka.service.start.ExitOnOutOfMemory;
import matryoshka.service.start.ListenCheck;
import matryoshka.service.start.StartFailures;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that starts the issuer. Reports failures that the operator can correct in one sentence. */
abstract class StartCommand extends ServerCommand<IssuerConfiguration> {
    private static final Logger LOG = LoggerFactory.getLogger(StartCommand.class);

    private final IssuerApplication application;

    StartCommand(IssuerApplication application, String name, String description) {
        super(application, name, description);
        this.application = application;
    }

    /** Required: there is no issuer without a configuration, and the shipped file contains all defaults. */
    @Override
    protected Argument addFileArgument(Subparser parser) {
        return parser.addArgument("file").help("the configuration file, such as config.yml");
    }

    /** What is found here would be found later, when the database has been started and migrated, or a graph published. */
    @Override
    protected void run(Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration)
            throws Exception {
        List<String> faults = new CheckConfiguration(configuration, application.clock()).faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationFaultException(faults);
        }
        ListenCheck.check(configuration.getServerFactory());
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    protected void run(Environment environment, Namespace namespace, IssuerConfiguration configuration)
            throws Exception {
        ExitOnOutOfMemory.warning().ifPresent(LOG::warn);
        super.run(environment, namespace, configuration);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable error) {
        StartFailures.forOperator(error)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, error));
    }
}
