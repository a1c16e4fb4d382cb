package matryoshka.service;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Environment;
import matryoshka.service.start.ExitOnOutOfMemory;
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

    StartCommand(IssuerApplication application, String name, String description) {
        super(application, name, description);
    }

    /** Required: there is no issuer without a configuration, and the shipped file contains all defaults. */
    @Override
    protected Argument addFileArgument(Subparser parser) {
        return parser.addArgument("file").help("the configuration file, such as config.yml");
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
