package matryoshka.service.start;

import java.nio.file.Path;
import java.time.Clock;
import matryoshka.service.clients.registration.ClientSecrets;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.ClientsChanged;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.tokens.console.LinkToConsole;
import matryoshka.service.tokens.grants.IssueToken;

/**
 * A started issuer, as seen by code outside its HTTP endpoints.
 *
 * @param signing one sentence on the code that signs tokens
 */
public record Issuer(
        Snapshots snapshots,
        PublishGraph publishGraph,
        IssueToken issueToken,
        Registration registration,
        Clock clock,
        String signing,
        Administration administration) {

    /**
     * How people administer it.
     *
     * @param firstAdmin the id of the first admin client, which may be gone
     * @param adminFile the file with its credentials
     * @param links makes links to the console
     */
    public record Administration(String firstAdmin, Path adminFile, LinkToConsole links) {}

    /** Registers clients from inside the process. */
    public record Registration(Clients clients, ClientSecrets secrets, ClientsChanged changed) {}
}
