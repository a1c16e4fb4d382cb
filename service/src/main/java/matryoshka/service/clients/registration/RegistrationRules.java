package matryoshka.service.clients.registration;

import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;

/** What the current graph requires of a registration. */
public interface RegistrationRules {

    /** Returns whether a scope exists, including those of the issuer itself. */
    boolean hasScope(String scope);

    /** Returns the violations that this client would cause, each with a pointer into its registration. */
    List<Violation> violations(Client client);
}
