package matryoshka.service.clients.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import matryoshka.graph.Violation;
import matryoshka.service.clients.ClientMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be registered, as far as it was readable.
 *
 * @param clientId the id wished for, or null
 * @param metadata the whole of it when there are no violations
 * @param violations everything that is wrong with it by itself
 */
public record Registration(@Nullable String clientId, ClientMetadata metadata, List<Violation> violations) {

    public Registration {
        violations = List.copyOf(violations);
    }

    /** Everything that is wrong with it where only these scopes may be registered. */
    List<Violation> violations(Predicate<String> admitted) {
        List<Violation> all = new ArrayList<>(violations);
        metadata.scopes().stream()
                .filter(admitted.negate())
                .map(scope -> new Violation("/scope", "unknown-scope", "The graph has no scope \"" + scope + "\"."))
                .forEach(all::add);
        return all;
    }

    /** What is wrong when it is meant to replace the registration of this client. */
    Optional<Violation> mismatch(String id) {
        return clientId == null || clientId.equals(id)
                ? Optional.empty()
                : Optional.of(new Violation("/client_id", "client-id", "The id of a client does not change."));
    }
}
