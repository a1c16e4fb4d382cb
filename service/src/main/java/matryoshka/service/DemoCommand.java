package matryoshka.service;

import io.dropwizard.core.setup.Environment;
import java.io.PrintStream;
import matryoshka.service.start.ListeningAddress;
import matryoshka.service.start.demo.Demo;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code demo}: serves as {@code server} does, with the sample shop loaded into an empty database, and demonstrates nested tokens. */
final class DemoCommand extends StartCommand {
    private final IssuerApplication application;

    DemoCommand(IssuerApplication application) {
        super(application, "demo", "Serves a sample graph and shows what the issuer does with it");
        this.application = application;
    }

    @Override
    protected void run(Environment environment, Namespace namespace, IssuerConfiguration configuration)
            throws Exception {
        Demo demo = new Demo(application.issuer(), configuration);
        demo.load();
        PrintStream out = IssuerApplication.standardOutput();
        environment
                .lifecycle()
                .addServerLifecycleListener(
                        server -> demo.show(out, ListeningAddress.of(server, configuration.issuer())));
        super.run(environment, namespace, configuration);
    }
}
