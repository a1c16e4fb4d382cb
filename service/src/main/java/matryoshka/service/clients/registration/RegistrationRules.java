package matryoshka.service.clients.registration;

import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;

/** What the graph of today demands of a registration. */
public interface RegistrationRules {

    /** Whether there is a scope of this name, those of the issuer itself included. */
    boolean hasScope(String scope);

    /** What would be broken if this were a client, each violation with a pointer into its registration. */
    List<Violation> violations(Client client);
}
