package matryoshka.service.start;

import java.nio.file.Path;
import java.time.Clock;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.ClientsChanged;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.tokens.grants.IssueToken;

/**
 * A started issuer, as seen by code outside its HTTP endpoints.
 *
 * @param adminFile the file with the first admin client's credentials
 * @param signing one sentence on the code that signs tokens
 */
public record Issuer(
        Snapshots snapshots,
        PublishGraph publishGraph,
        IssueToken issueToken,
        Registration registration,
        Clock clock,
        String signing,
        Path adminFile) {

    /** Registers clients from inside the process. */
    public record Registration(Clients clients, ClientSecrets secrets, ClientsChanged changed) {}
}
