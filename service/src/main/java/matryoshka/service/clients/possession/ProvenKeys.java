package matryoshka.service.clients.possession;

import java.util.Set;
import matryoshka.token.Cnf;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose possession the sender of a token request has proved.
 *
 * @param binding the key to bind the new token to, or null for the one that the graph says
 * @param all the keys of the DPoP proof and of the certificate, if present
 */
public record ProvenKeys(@Nullable Cnf binding, Set<Cnf> all) {
    public ProvenKeys {
        all = Set.copyOf(all);
    }
}
