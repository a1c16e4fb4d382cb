package matryoshka.gateway;

import java.time.Clock;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;
import matryoshka.resource.StatusPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started gateway. */
final class RunningGateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("matryoshka.gateway");
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final GuardedServices services;
    private final Readiness readiness;
    private final GatewayServer server;

    private RunningGateway(Settings settings, Clock clock) {
        AuditLines audit = new AuditLines(AUDIT::info, settings.audit(), clock);
        services =
                new GuardedServices(settings.services(), (name, audience) -> guarded(settings, name, audience, audit));
        readiness = new Readiness(settings.issuer().address(), settings.bounds().timeout());
        NextTokens tokens = new NextTokens(settings.bounds().threads() / 2);
        server = new GatewayServer(
                settings,
                new Router(
                        new ForwardAuth(services, tokens, settings.proxies()),
                        new TokenApi(services, tokens, settings.tokenApi(), clock),
                        services,
                        readiness));
    }

    /** Starts one. */
    static RunningGateway start(Settings settings, Clock clock) throws Exception {
        RunningGateway gateway = new RunningGateway(settings, clock);
        try {
            gateway.server.start();
        } catch (Exception failed) {
            gateway.close();
            throw failed;
        }
        gateway.readiness.start();
        LOG.info(
                "Guarding {} for {}, listening at {} for proxies and at {} for services",
                settings.services().keySet(),
                settings.issuer().url(),
                settings.proxies().listener(),
                settings.tokenApi().listener());
        return gateway;
    }

    private static ResourceServer guarded(Settings settings, String name, String audience, AuditLines audit) {
        Settings.Issuer issuer = settings.issuer();
        ResourceServerBuilder builder = ResourceServer.builder()
                .issuer(issuer.url(), issuer.address())
                .audience(audience)
                .service(name)
                .timeout(settings.bounds().timeout())
                .status(StatusPolicy.DEFAULT.withStale(settings.issuer().stale()))
                .audit(event -> audit.write(name, event));
        if (issuer.decryptionKeys() != null) {
            builder.decryption(issuer.decryptionKeys());
        }
        if (issuer.clientId() != null && issuer.clientSecret() != null) {
            builder.credentials(ClientCredentials.secret(
                    issuer.clientId(), issuer.clientSecret().value()));
        }
        return builder.build();
    }

    /** Returns the port for proxies. */
    int port() {
        return server.port("proxies");
    }

    /** Returns the port for services; -1 if there is none. */
    int tokenPort() {
        return server.port(Router.FOR_SERVICES);
    }

    @Override
    public void close() {
        server.close();
        readiness.close();
        services.close();
    }
}
