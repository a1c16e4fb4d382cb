package matryoshka.service;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import java.util.HashMap;
import java.util.Map;
import matryoshka.service.start.settings.IssuerConfiguration;

/** The application without its features, but with resources that fail in every way. */
public final class ShellApplication extends IssuerApplication {
    private static final Map<String, String> SETTINGS = Map.of(
            "server.applicationConnectors[0].port", "0",
            "server.adminConnectors[0].port", "0",
            "server.applicationConnectors[0].idleTimeout", "3s",
            "connections.headTime", "1s",
            "connections.bodyTime", "2s",
            "connections.documentTime", "1500ms",
            "connections.unfinishedBodies", "100KiB",
            "shutdown.delay", "0s",
            "limits.documentBytes", "128KiB",
            "logging.loggers.matryoshka", "OFF");

    /** Configured to be impatient. */
    static DropwizardAppExtension<IssuerConfiguration> started() {
        return started(Map.of());
    }

    /** @param changes to that, by dotted key */
    static DropwizardAppExtension<IssuerConfiguration> started(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(changes);
        return new DropwizardAppExtension<>(
                ShellApplication.class,
                "../config.yml",
                settings.entrySet().stream()
                        .map(setting -> ConfigOverride.config(setting.getKey(), setting.getValue()))
                        .toArray(ConfigOverride[]::new));
    }

    @Override
    protected void registerFeatures(IssuerConfiguration configuration, Environment environment) {
        environment.jersey().register(new FailingResource());
        environment.jersey().register(new EchoTokenResource());
    }
}
