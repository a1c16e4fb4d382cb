package matryoshka.service.start;

import java.nio.file.Path;
import java.time.Clock;
import matryoshka.service.clients.ClientSecrets;
import matryoshka.service.clients.Clients;
import matryoshka.service.clients.ClientsChanged;
import matryoshka.service.graph.PublishGraph;
import matryoshka.service.issuance.IssueToken;
import matryoshka.service.snapshot.Snapshots;

/**
 * A started issuer, as far as something outside of its HTTP endpoints needs to reach it.
 *
 * @param adminFile where the first admin client was written
 * @param signing one sentence on which code signs tokens
 */
public record Issuer(
        Snapshots snapshots,
        PublishGraph publishGraph,
        IssueToken issueToken,
        Clients clients,
        ClientSecrets clientSecrets,
        ClientsChanged clientsChanged,
        Clock clock,
        String signing,
        Path adminFile) {}
