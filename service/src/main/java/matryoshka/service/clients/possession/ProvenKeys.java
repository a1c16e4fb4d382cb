package matryoshka.service.clients.possession;

import java.util.Set;
import matryoshka.token.Cnf;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the sender of a token request has proved to have.
 *
 * @param binding the one that the new token is bound to, or null for what the graph binds it to
 * @param all those of the DPoP proof and of the certificate, where there are any
 */
public record ProvenKeys(@Nullable Cnf binding, Set<Cnf> all) {
    public ProvenKeys {
        all = Set.copyOf(all);
    }
}
