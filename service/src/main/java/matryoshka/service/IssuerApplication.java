package matryoshka.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.metrics.servlets.AdminServlet;
import io.opentelemetry.api.GlobalOpenTelemetry;
import jakarta.servlet.DispatcherType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import matryoshka.service.platform.audit.RequestOriginFilter;
import matryoshka.service.platform.connections.ConnectionLimits;
import matryoshka.service.platform.connections.GracefulStop;
import matryoshka.service.platform.connections.GuardConnections;
import matryoshka.service.platform.http.ContentTypeFilter;
import matryoshka.service.platform.http.HttpFeature;
import matryoshka.service.platform.http.IssuerPathFilter;
import matryoshka.service.platform.http.JsonConventions;
import matryoshka.service.platform.http.Places;
import matryoshka.service.platform.oauth.OAuthFeature;
import matryoshka.service.platform.problems.BareErrors;
import matryoshka.service.platform.problems.ProblemMapper;
import matryoshka.service.start.Issuer;
import matryoshka.service.start.LineLimit;
import matryoshka.service.start.ProbeServlet;
import matryoshka.service.start.StartIssuer;
import matryoshka.service.start.settings.ConnectionSettings;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.ServletMapping;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The token issuer as a process: wiring only. */
public class IssuerApplication extends Application<IssuerConfiguration> {
    /** Dropwizard's name for the servlet of tasks. */
    private static final String TASKS = "tasks";

    private @Nullable Issuer issuer;

    public static void main(String[] args) throws Exception {
        // What libraries say in logs and errors has the same words and digits everywhere. Our own code names its
        // locale.
        Locale.setDefault(Locale.ROOT);
        new IssuerApplication().run(args);
    }

    @Override
    public String getName() {
        return "matryoshka";
    }

    @Override
    public void initialize(Bootstrap<IssuerConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
    }

    @Override
    protected void addDefaultCommands(Bootstrap<IssuerConfiguration> bootstrap) {
        bootstrap.addCommand(new ServeCommand(this));
        bootstrap.addCommand(new DemoCommand(this));
        bootstrap.addCommand(new CheckCommand(standardOutput(), clock()));
        bootstrap.addCommand(new RewrapKeysCommand(standardOutput(), new SecureRandom(), clock()));
        bootstrap.addCommand(new ReplaceLostKeysCommand(standardOutput(), new SecureRandom(), clock()));
        bootstrap.addCommand(new RestoreCheckCommand(standardOutput(), new SecureRandom(), clock()));
    }

    /** For people and scripts: UTF-8, whatever the locale. */
    static PrintStream standardOutput() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void run(IssuerConfiguration configuration, Environment environment) {
        silenceWhoQuotesRequests();
        LineLimit.install();
        JsonConventions.applyTo(environment.getObjectMapper());
        registerConventions(configuration, environment.jersey());
        environment
                .servlets()
                .addFilter("request-origin", new RequestOriginFilter(GlobalOpenTelemetry.get()))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        environment
                .servlets()
                .addFilter("content-type", new ContentTypeFilter())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        replaceErrorPages(environment);
        guardConnections(configuration, environment);
        onlyLookAtTheAdminPort(environment);
        environment
                .admin()
                .addServlet("live", new ProbeServlet(Optional::empty))
                .addMapping("/live");
        registerFeatures(configuration, environment);
    }

    /**
     * Jersey warns about a form without a body by quoting its URL, which may contain a token. This silences the warning, whatever the
     * configuration says.
     */
    private static void silenceWhoQuotesRequests() {
        ((Logger) LoggerFactory.getLogger("org.glassfish.jersey.servlet.WebComponent")).setLevel(Level.OFF);
    }

    /** Registers the features on their common foundation. */
    protected void registerFeatures(IssuerConfiguration configuration, Environment environment) {
        issuer = StartIssuer.start(configuration, environment, clock(), new SecureRandom());
    }

    /** Returns the machine's clock. */
    protected Clock clock() {
        return Clock.systemUTC();
    }

    /** Returns the issuer, once {@link #run} has started it. */
    Issuer issuer() {
        return Objects.requireNonNull(issuer, "the issuer has not been started");
    }

    private static void registerConventions(IssuerConfiguration configuration, JerseyEnvironment jersey) {
        // This application's mapper renders errors; a status without a body must not fall back to the servlet's error
        // page.
        jersey.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        jersey.property(ServerProperties.BV_FEATURE_DISABLE, true);
        jersey.register(new ProblemMapper(() -> UUID.randomUUID().toString()));
        ConnectionSettings connections = configuration.connections();
        jersey.register(new HttpFeature(
                configuration.limits().documentBytes(),
                new Places(connections.documents(), connections.documentsPerClient())));
        jersey.register(new OAuthFeature(configuration.limits().formBytes()));
        if (!configuration.issuer().getRawPath().isEmpty()) {
            jersey.register(new IssuerPathFilter(configuration.issuer()));
        }
    }

    /** Registered before the features: their shutdown must wait until the stop has been announced. */
    private static void guardConnections(IssuerConfiguration configuration, Environment environment) {
        GracefulStop stop = new GracefulStop(configuration.shutdown().delay());
        ConnectionLimits limits =
                configuration.connections().limits(configuration.limits().formBytes());
        environment
                .lifecycle()
                .addEventListener(new GuardConnections(
                        limits,
                        configuration.overload().limits(Runtime.getRuntime().availableProcessors()),
                        stop,
                        environment.metrics()));
        environment.lifecycle().addEventListener(stop);
        environment.healthChecks().register(GracefulStop.NAME, stop);
    }

    /**
     * Removes from the admin port what changes something or keeps the process busy: the tasks, one of which sets log levels and so whether
     * credentials are logged, and the profiler.
     */
    private static void onlyLookAtTheAdminPort(Environment environment) {
        ServletHandler servlets = environment.getAdminContext().getServletHandler();
        servlets.setServletMappings(Stream.of(servlets.getServletMappings())
                .filter(mapping -> !mapping.getServletName().equals(TASKS))
                .toArray(ServletMapping[]::new));
        servlets.setServlets(Stream.of(servlets.getServlets())
                .filter(servlet -> !servlet.getName().equals(TASKS))
                .toArray(ServletHolder[]::new));
        environment.getAdminContext().setInitParameter(AdminServlet.CPU_PROFILE_ENABLED_PARAM_KEY, "false");
    }

    private static void replaceErrorPages(Environment environment) {
        BareErrors errors = new BareErrors();
        environment.getApplicationContext().setErrorHandler(errors);
        environment.getAdminContext().setErrorHandler(errors);
        // Dropwizard sets its own when it builds the server, which happens after this.
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                if (starting instanceof Server server) {
                    server.setErrorHandler(errors);
                }
            }
        });
    }
}
