package matryoshka.service.start;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.clients.authentication.ClientKeysByUrl;
import matryoshka.service.clients.authentication.VerifyAssertion;
import matryoshka.service.clients.certificates.ClientCertificates;
import matryoshka.service.clients.possession.DpopNonceFilter;
import matryoshka.service.clients.possession.DpopNonces;
import matryoshka.service.clients.possession.SenderConstraint;
import matryoshka.service.clients.possession.VerifyDpopProof;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.ClientsChanged;
import matryoshka.service.clients.registration.ClientsResource;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.clients.registration.JdbiServiceOwners;
import matryoshka.service.clients.registration.RegistrationRules;
import matryoshka.service.clients.replay.JdbiUsedIds;
import matryoshka.service.clients.replay.PurgeUsedIds;
import matryoshka.service.clients.replay.UsedIds;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Wires client registration, client authentication and proof of possession. */
final class ClientsArea {
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final Platform platform;
    private final Clients clients;
    private final ClientPower power;
    private final ClientAuthentication authentication;
    private final SenderConstraint senderConstraint;
    private final DpopNonces nonces;
    private final UsedIds usedIds;

    ClientsArea(Platform platform, KeysArea keys, ClientKeysByUrl keysByUrl) {
        this.platform = platform;
        IssuerConfiguration configuration = platform.configuration();
        this.clients = new JdbiClients(
                platform.jdbi(), platform.clock(), configuration.tokens().longestLife());
        this.power = new ClientPower(
                clients,
                new JdbiServiceOwners(platform.jdbi()),
                configuration.clientCertificates().presumedAuthorities(TlsConnectors.trusted(configuration)));
        this.usedIds = new JdbiUsedIds(platform.jdbi());
        this.nonces = new DpopNonces(keys.derive("dpop-nonce"), platform.clock());
        ClientCertificates certificates =
                configuration.clientCertificates().certificates(TlsConnectors.trusted(configuration), platform.clock());
        this.authentication = new ClientAuthentication(
                certificates,
                new VerifyAssertion(platform.issuer(), keysByUrl, usedIds, platform.clock()),
                configuration.rates().rates(),
                platform.audit(),
                platform.clock());
        this.senderConstraint = new SenderConstraint(
                new VerifyDpopProof(URI.create(platform.issuer() + "/oauth2/token"), nonces, platform.clock()),
                certificates,
                usedIds);
    }

    /** Creates the first admin client if no client is registered. */
    void makeFirstAdmin(Path file) {
        new FirstAdmin(clients, secrets(), platform.audit(), platform.clock())
                .makeIfAlone(file, platform.configuration().firstAdmin().secret());
    }

    /** Registers the endpoints. */
    void join(RegistrationRules rules, ClientsChanged changed) {
        platform.register(new DpopNonceFilter(nonces));
        platform.manage(new PurgeUsedIds(usedIds, platform.clock(), PURGE_INTERVAL, platform.workers()));
        platform.register(new ClientsResource(
                clients,
                rules,
                power,
                changed,
                platform.audit(),
                platform.configuration().trust().policy(),
                platform.random(),
                platform.clock()));
    }

    Clients clients() {
        return clients;
    }

    ClientSecrets secrets() {
        return new ClientSecrets(platform.random());
    }

    /** Returns who has power over which clients. */
    ClientPower power() {
        return power;
    }

    ClientAuthentication authentication() {
        return authentication;
    }

    SenderConstraint senderConstraint() {
        return senderConstraint;
    }
}
