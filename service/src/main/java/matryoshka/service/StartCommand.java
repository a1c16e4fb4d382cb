package matryoshka.service;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import matryoshka.service.start.StartFailures;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** A command that starts the issuer. What keeps it from starting and is for its operator to mend, it tells in a sentence. */
abstract class StartCommand extends ServerCommand<IssuerConfiguration> {

    StartCommand(IssuerApplication application, String name, String description) {
        super(application, name, description);
    }

    /** Required: there is no issuer without a configuration, and the shipped file holds all the defaults. */
    @Override
    protected Argument addFileArgument(Subparser parser) {
        return parser.addArgument("file").help("the configuration, such as config.yml");
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable error) {
        StartFailures.forOperator(error)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, error));
    }
}
