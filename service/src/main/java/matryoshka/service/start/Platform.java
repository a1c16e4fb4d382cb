package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.service.platform.about.FrontPageResource;
import matryoshka.service.platform.about.ManualResource;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.ReportRefusals;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.background.WorkersHealth;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.database.Standby;
import matryoshka.service.platform.metrics.DropwizardMetrics;
import matryoshka.service.platform.metrics.PrometheusServlet;
import matryoshka.service.platform.openapi.OpenApiResource;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.token.SignatureProvider;
import org.jdbi.v3.core.Jdbi;

/** What every area is built on: the configuration, the application's environment, the database, clocks and randomness. */
final class Platform {
    private final IssuerConfiguration configuration;
    private final Environment environment;
    private final SecureRandom random;
    private final StartClock clocks;
    private final Workers workers = new Workers();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final AuditLog audit;
    private final CacheMemory memory;
    private final SignatureProvider provider;
    private final boolean embedded;
    private final Optional<Standby> standby;
    private final Jdbi jdbi;

    /**
     * Opens the database, and measures its clock before anything depends on time.
     *
     * @param machine the machine's clock
     */
    Platform(IssuerConfiguration configuration, Environment environment, Clock machine, SecureRandom random) {
        this.configuration = configuration;
        this.environment = environment;
        this.random = random;
        this.clocks = StartClock.start(configuration.clock(), machine, environment);
        this.audit = new AuditLog(
                environment.metrics(), System::nanoTime, configuration.audit().format(clocks.clock()));
        this.memory = CacheMemory.ofHeap(configuration.limits().cacheHeapPercent(), environment.metrics());
        this.provider = SignatureProvider.fastest(random);
        // Read before the start, which replaces "embedded:" by the URL of the started database.
        this.embedded = configuration.database().isEmbedded();
        this.standby = configuration.database().followed().map(followed -> new Standby());
        this.jdbi =
                StartDatabase.start(configuration.database(), configuration.dataDir(), environment, workers, standby);
        clocks.measure(jdbi);
    }

    /** Returns whether the database is the development database, which this process has started. */
    boolean isEmbedded() {
        return embedded;
    }

    /** Registers what belongs to no area, after all workers exist. */
    void join() {
        manage(new ReportRefusals(audit, workers));
        register(new OpenApiResource(configuration.issuer()));
        register(new FrontPageResource(configuration.console().isEnabled()));
        register(new ManualResource());
        environment.healthChecks().register("workers", new WorkersHealth(workers));
        environment.metrics().registerAll("matryoshka.workers", workers);
        JvmMetrics.builder().register(metrics);
        metrics.register(new DropwizardMetrics(environment.metrics()));
        // In place of Dropwizard's own, which is JSON.
        environment
                .admin()
                .addServlet("prometheus", new PrometheusServlet(metrics))
                .addMapping("/metrics");
    }

    void register(Object component) {
        environment.jersey().register(component);
    }

    void manage(Managed managed) {
        environment.lifecycle().manage(managed);
    }

    /** Returns the issuer's URL, as in tokens. */
    String issuer() {
        return configuration.issuer().toString();
    }

    IssuerConfiguration configuration() {
        return configuration;
    }

    Environment environment() {
        return environment;
    }

    SecureRandom random() {
        return random;
    }

    DatabaseClock clock() {
        return clocks.clock();
    }

    StartClock clocks() {
        return clocks;
    }

    Workers workers() {
        return workers;
    }

    /** Returns what {@code /metrics} shows, apart from Dropwizard's registry. */
    PrometheusRegistry metrics() {
        return metrics;
    }

    AuditLog audit() {
        return audit;
    }

    CacheMemory memory() {
        return memory;
    }

    SignatureProvider provider() {
        return provider;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Returns the standby that this instance reads, if it does. */
    Optional<Standby> standby() {
        return standby;
    }

    /** Returns a load of a whole state that other instances may change, so that no older state replaces a newer one. */
    <T> Supplier<T> loaded(Supplier<T> load) {
        return standby.map(read -> read.guarded(load)).orElse(load);
    }
}
