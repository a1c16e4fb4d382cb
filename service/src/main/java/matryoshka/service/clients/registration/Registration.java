package matryoshka.service.clients.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import matryoshka.graph.Violation;
import matryoshka.service.clients.ClientMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A requested registration, as far as it could be read.
 *
 * @param clientId the requested id, or null
 * @param metadata complete if there are no violations
 * @param violations everything that is wrong with the registration in itself
 */
public record Registration(@Nullable String clientId, ClientMetadata metadata, List<Violation> violations) {

    public Registration {
        violations = List.copyOf(violations);
    }

    /** Returns all violations if only these scopes may be registered. */
    List<Violation> violations(Predicate<String> admitted) {
        List<Violation> all = new ArrayList<>(violations);
        metadata.scopes().stream()
                .filter(admitted.negate())
                .map(scope -> new Violation("/scope", "unknown-scope", "The graph has no scope \"" + scope + "\"."))
                .forEach(all::add);
        return all;
    }

    /** Returns the violation if it cannot replace the registration of this client. */
    Optional<Violation> mismatch(String id) {
        return clientId == null || clientId.equals(id)
                ? Optional.empty()
                : Optional.of(new Violation("/client_id", "client-id", "The id of a client cannot be changed."));
    }
}
