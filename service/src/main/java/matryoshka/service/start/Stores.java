package matryoshka.service.start;

import java.time.Clock;
import matryoshka.service.clients.Clients;
import matryoshka.service.clients.JdbiClients;
import matryoshka.service.graph.GraphVersions;
import matryoshka.service.graph.JdbiGraphVersions;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.ledger.JdbiPlanUses;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.revocation.JdbiRevocations;
import matryoshka.service.revocation.KeptRevocations;
import org.jdbi.v3.core.Jdbi;

/** Everything that is kept in the database. */
record Stores(
        GraphVersions versions,
        Clients clients,
        PlanUses planUses,
        KeptRevocations revocations,
        KeyRing keys,
        KeyEncryption encryption) {

    static Stores in(Jdbi jdbi, KeyRing keys, KeyEncryption encryption, Clock clock) {
        return new Stores(
                new JdbiGraphVersions(jdbi),
                new JdbiClients(jdbi, clock),
                new JdbiPlanUses(jdbi),
                new JdbiRevocations(jdbi),
                keys,
                encryption);
    }
}
