package matryoshka.service;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;

/** The application without its features, but with resources that fail in every way. */
public final class ShellApplication extends IssuerApplication {
    static DropwizardAppExtension<IssuerConfiguration> started() {
        return new DropwizardAppExtension<>(
                ShellApplication.class,
                "../config.yml",
                ConfigOverride.config("server.applicationConnectors[0].port", "0"),
                ConfigOverride.config("server.adminConnectors[0].port", "0"),
                ConfigOverride.config("server.applicationConnectors[0].idleTimeout", "3s"),
                ConfigOverride.config("connections.headTime", "1s"),
                ConfigOverride.config("connections.bodyTime", "2s"),
                ConfigOverride.config("connections.documentTime", "1500ms"),
                ConfigOverride.config("connections.unfinishedBodies", "100KiB"),
                ConfigOverride.config("shutdown.delay", "0s"),
                ConfigOverride.config("limits.documentBytes", "128KiB"),
                ConfigOverride.config("logging.loggers.matryoshka", "OFF"));
    }

    @Override
    protected void registerFeatures(IssuerConfiguration configuration, Environment environment) {
        environment.jersey().register(new FailingResource());
        environment.jersey().register(new EchoTokenResource());
    }
}
