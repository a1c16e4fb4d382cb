package matryoshka.service.start;

import java.time.Clock;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.clients.registration.JdbiServiceOwners;
import matryoshka.service.clients.registration.ServiceOwners;
import matryoshka.service.clients.replay.JdbiUsedIds;
import matryoshka.service.clients.replay.UsedIds;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.planning.ledger.JdbiKeptPlans;
import matryoshka.service.planning.ledger.JdbiPlanUses;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.PlanBounds;
import matryoshka.service.planning.ledger.PlanUses;
import matryoshka.service.revocation.ExtendedGraphs;
import matryoshka.service.revocation.JdbiExtendedGraphs;
import matryoshka.service.revocation.JdbiRevocations;
import matryoshka.service.revocation.RevocationStore;
import matryoshka.service.staleness.JdbiLastTerms;
import matryoshka.service.staleness.JdbiStaleNodes;
import matryoshka.service.staleness.LastTerms;
import matryoshka.service.staleness.StaleSince;
import matryoshka.service.staleness.events.GraphEvents;
import matryoshka.service.staleness.events.JdbiGraphEvents;
import matryoshka.service.staleness.events.JdbiRecordings;
import matryoshka.service.staleness.events.Recordings;
import matryoshka.service.staleness.explain.GraphChanges;
import matryoshka.service.staleness.explain.JdbiGraphChanges;
import matryoshka.service.staleness.webhooks.Deliveries;
import matryoshka.service.staleness.webhooks.JdbiDeliveries;
import matryoshka.service.staleness.webhooks.JdbiWebhooks;
import matryoshka.service.staleness.webhooks.Webhooks;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.trust.JdbiTrustedIssuers;
import matryoshka.service.trust.TrustedIssuers;
import org.jdbi.v3.core.Jdbi;

/** Everything that is kept in the database. */
record Stores(
        GraphVersions versions,
        Clients clients,
        ServiceOwners serviceOwners,
        GraphChanges graphChanges,
        PlanUses planUses,
        KeptPlans keptPlans,
        RevocationStore revocations,
        ExtendedGraphs extendedGraphs,
        LastTerms lastTerms,
        StaleSince staleSince,
        UsedIds usedIds,
        TrustedIssuers trustedIssuers,
        GraphEvents graphEvents,
        Recordings recordings,
        Webhooks webhooks,
        Deliveries deliveries,
        KeyRing keys,
        KeyEncryption encryption) {

    /** Who has power over clients, where TLS trusts whom it is configured to trust. */
    ClientPower clientPower(IssuerConfiguration configuration) {
        return new ClientPower(
                clients,
                serviceOwners,
                configuration.clientCertificates().presumedAuthorities(TlsConnectors.trusted(configuration)));
    }

    static Stores in(
            Jdbi jdbi, KeyRing keys, KeyEncryption encryption, IssuerConfiguration configuration, Clock clock) {
        return new Stores(
                new JdbiGraphVersions(jdbi),
                new JdbiClients(
                        jdbi,
                        clock,
                        configuration
                                .tokens()
                                .maxLifetime()
                                .plus(configuration.tokens().maxExtension())),
                new JdbiServiceOwners(jdbi),
                new JdbiGraphChanges(jdbi),
                new JdbiPlanUses(
                        jdbi,
                        configuration.statusList().enabled(),
                        new PlanBounds(configuration.plans().maxPerClient())),
                new JdbiKeptPlans(jdbi),
                new JdbiRevocations(jdbi),
                new JdbiExtendedGraphs(jdbi, configuration.tokens().maxDisconnected()),
                new JdbiLastTerms(jdbi),
                new JdbiStaleNodes(jdbi),
                new JdbiUsedIds(jdbi),
                new JdbiTrustedIssuers(jdbi),
                new JdbiGraphEvents(jdbi),
                new JdbiRecordings(jdbi),
                new JdbiWebhooks(jdbi),
                new JdbiDeliveries(jdbi),
                keys,
                encryption);
    }
}
