package matryoshka.service.start;

import matryoshka.service.clients.Clients;
import matryoshka.service.graph.GraphVersions;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.trust.TrustedIssuers;

/** Everything that is kept in the database. */
record Stores(
        GraphVersions versions,
        Clients clients,
        TrustedIssuers trustedIssuers,
        PlanUses planUses,
        KeyRing keys,
        KeyEncryption encryption) {}
