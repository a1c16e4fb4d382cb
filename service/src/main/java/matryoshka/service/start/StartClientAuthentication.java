package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.time.Duration;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.clients.authentication.VerifyAssertion;
import matryoshka.service.clients.certificates.ClientCertificates;
import matryoshka.service.clients.possession.DpopNonceFilter;
import matryoshka.service.clients.possession.DpopNonces;
import matryoshka.service.clients.possession.SenderConstraint;
import matryoshka.service.clients.possession.VerifyDpopProof;
import matryoshka.service.clients.replay.PurgeUsedIds;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Joins what all OAuth endpoints know of who asks: client authentication, and proofs of possession. Make one. */
final class StartClientAuthentication {
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final ClientAuthentication authentication;
    private final SenderConstraint senderConstraint;

    StartClientAuthentication(
            IssuerConfiguration configuration,
            Environment environment,
            DatabaseClock clock,
            Stores stores,
            Workers workers) {
        String issuer = configuration.issuer().toString();
        ClientCertificates certificates =
                configuration.clientCertificates().certificates(TlsConnectors.trusted(configuration), clock);
        DpopNonces nonces = new DpopNonces(stores.encryption().derive("dpop-nonce"), clock);
        authentication =
                new ClientAuthentication(certificates, new VerifyAssertion(issuer, stores.usedIds(), clock), clock);
        senderConstraint = new SenderConstraint(
                new VerifyDpopProof(URI.create(issuer + "/oauth2/token"), nonces, clock),
                certificates,
                stores.usedIds());
        environment.jersey().register(new DpopNonceFilter(nonces));
        environment.lifecycle().manage(new PurgeUsedIds(stores.usedIds(), clock, PURGE_INTERVAL, workers));
    }

    ClientAuthentication authentication() {
        return authentication;
    }

    SenderConstraint senderConstraint() {
        return senderConstraint;
    }
}
