package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.time.Duration;
import matryoshka.service.IssuerConfiguration;
import matryoshka.service.background.Workers;
import matryoshka.service.certificates.ClientCertificates;
import matryoshka.service.clients.ClientAuthentication;
import matryoshka.service.clients.VerifyAssertion;
import matryoshka.service.possession.DpopNonceFilter;
import matryoshka.service.possession.DpopNonces;
import matryoshka.service.possession.ProveBinding;
import matryoshka.service.possession.VerifyDpopProof;
import matryoshka.service.replay.PurgeUsedIds;
import matryoshka.service.time.DatabaseClock;

/** Joins what all OAuth endpoints know of who asks: client authentication, and proofs of possession. Make one. */
final class StartClientAuthentication {
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final ClientAuthentication authentication;
    private final ProveBinding proveBinding;

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
        proveBinding = new ProveBinding(
                new VerifyDpopProof(URI.create(issuer + "/oauth2/token"), nonces), certificates, stores.usedIds());
        environment.jersey().register(new DpopNonceFilter(nonces));
        environment.lifecycle().manage(new PurgeUsedIds(stores.usedIds(), clock, PURGE_INTERVAL, workers));
    }

    ClientAuthentication authentication() {
        return authentication;
    }

    ProveBinding proveBinding() {
        return proveBinding;
    }
}
