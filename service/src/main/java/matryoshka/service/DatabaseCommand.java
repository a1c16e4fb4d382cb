package matryoshka.service;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import java.security.SecureRandom;
import java.time.Clock;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.start.KeyMaintenance;
import matryoshka.service.start.StartFailures;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** A command of an operator that uses the database, and ends. */
abstract class DatabaseCommand extends ConfiguredCommand<IssuerConfiguration> {
    private final SecureRandom random;
    private final Clock clock;

    DatabaseCommand(String name, String description, SecureRandom random, Clock clock) {
        super(name, description);
        this.random = random;
        this.clock = clock;
    }

    KeyMaintenance maintenance(IssuerConfiguration configuration) {
        AuditLog audit = new AuditLog(
                new MetricRegistry(), System::nanoTime, configuration.audit().format(clock));
        return new KeyMaintenance(configuration, audit, random);
    }

    @Override
    protected Class<IssuerConfiguration> getConfigurationClass() {
        return IssuerConfiguration.class;
    }

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
