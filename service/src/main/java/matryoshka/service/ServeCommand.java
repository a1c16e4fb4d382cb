package matryoshka.service;

import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Files;
import matryoshka.service.start.Issuer;
import matryoshka.service.start.ListeningAddress;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code server}: serves, and logs what and where. */
final class ServeCommand extends StartCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final IssuerApplication application;

    ServeCommand(IssuerApplication application) {
        super(application, "server", "Serves with the given configuration");
        this.application = application;
    }

    /** Asked before the start, which puts the address of the database in place of {@code embedded:}. */
    @Override
    protected void run(Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration)
            throws Exception {
        if (configuration.database().isEmbedded()) {
            LOG.warn("This runs the development database: one process, no replica, no backup. Set DATABASE_URL for any"
                    + " other use.");
        }
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    protected void run(Environment environment, Namespace namespace, IssuerConfiguration configuration)
            throws Exception {
        Issuer issuer = application.issuer();
        environment.lifecycle().addServerLifecycleListener(server -> {
            LOG.info(
                    "{} Graph version {}.",
                    issuer.signing(),
                    issuer.snapshots().current().version());
            LOG.info(
                    "Ready at {}; the issuer is {}.",
                    ListeningAddress.of(server, configuration.issuer()),
                    configuration.issuer());
            if (Files.exists(issuer.administration().adminFile())) {
                LOG.info(
                        "The first admin client's credentials are in {}; only you can read that file.",
                        issuer.administration().adminFile());
            }
        });
        super.run(environment, namespace, configuration);
    }
}
